import { defineResources, type Resource } from './resource.ts';

const all = ['all'];

/** Asked, and answered, but not kept. */
const review = { cluster: true, verbs: ['create'] };

/** Measured when it is asked for. */
const measured = { verbs: ['get', 'list'] };

/** The groups in the order in which discovery lists them. */
export const groupedResources: readonly Resource[] = [
  ...defineResources('apiregistration.k8s.io', 'v1', [
    { kind: 'APIService', cluster: true, categories: ['api-extensions'], status: true },
  ]),
  ...defineResources('apps', 'v1', [
    { kind: 'ControllerRevision' },
    { kind: 'DaemonSet', short: ['ds'], categories: all, status: true },
    { kind: 'Deployment', short: ['deploy'], categories: all, scale: true, status: true },
    { kind: 'ReplicaSet', short: ['rs'], categories: all, scale: true, status: true },
    { kind: 'StatefulSet', short: ['sts'], categories: all, scale: true, status: true },
  ]),
  ...defineResources('events.k8s.io', 'v1', [{ kind: 'Event', short: ['ev'], stored: 'Event' }]),
  ...defineResources('authentication.k8s.io', 'v1', [
    { ...review, kind: 'SelfSubjectReview' },
    { ...review, kind: 'TokenReview' },
  ]),
  ...defineResources('authorization.k8s.io', 'v1', [
    { ...review, kind: 'LocalSubjectAccessReview', cluster: false },
    { ...review, kind: 'SelfSubjectAccessReview' },
    { ...review, kind: 'SelfSubjectRulesReview' },
    { ...review, kind: 'SubjectAccessReview' },
  ]),
  ...defineResources('autoscaling', 'v2', [
    { kind: 'HorizontalPodAutoscaler', short: ['hpa'], categories: all, status: true },
  ]),
  ...defineResources('autoscaling', 'v1', [
    { kind: 'HorizontalPodAutoscaler', short: ['hpa'], categories: all, status: true },
  ]),
  ...defineResources('batch', 'v1', [
    { kind: 'CronJob', short: ['cj'], categories: all, status: true },
    { kind: 'Job', categories: all, status: true },
  ]),
  ...defineResources('networking.k8s.io', 'v1', [
    { kind: 'IngressClass', plural: 'ingressclasses', cluster: true },
    { kind: 'Ingress', plural: 'ingresses', short: ['ing'], status: true },
    { kind: 'NetworkPolicy', plural: 'networkpolicies', short: ['netpol'] },
  ]),
  ...defineResources('policy', 'v1', [{ kind: 'PodDisruptionBudget', short: ['pdb'], status: true }]),
  ...defineResources('rbac.authorization.k8s.io', 'v1', [
    { kind: 'ClusterRoleBinding', cluster: true },
    { kind: 'ClusterRole', cluster: true },
    { kind: 'RoleBinding' },
    { kind: 'Role' },
  ]),
  ...defineResources('storage.k8s.io', 'v1', [
    { kind: 'StorageClass', plural: 'storageclasses', cluster: true, short: ['sc'] },
  ]),
  ...defineResources('apiextensions.k8s.io', 'v1', [
    {
      kind: 'CustomResourceDefinition',
      cluster: true,
      short: ['crd', 'crds'],
      categories: ['api-extensions'],
      status: true,
    },
  ]),
  ...defineResources('scheduling.k8s.io', 'v1', [
    { kind: 'PriorityClass', plural: 'priorityclasses', cluster: true, short: ['pc'] },
  ]),
  ...defineResources('metrics.k8s.io', 'v1beta1', [
    { ...measured, kind: 'NodeMetrics', plural: 'nodes', cluster: true },
    { ...measured, kind: 'PodMetrics', plural: 'pods' },
  ]),
  ...defineResources('coordination.k8s.io', 'v1', [{ kind: 'Lease' }]),
  ...defineResources('discovery.k8s.io', 'v1', [{ kind: 'EndpointSlice' }]),
];
