import type { ListKey } from '../ownership/shape.ts';

export interface ListType {
  /** By which elements are told apart when objects are applied. */
  keys?: readonly ListKey[];
  /** Plain values, each once. */
  set?: boolean;
}

const by = (...names: string[]): ListType => ({ keys: names.map((name) => ({ name })) });
const protocol = { name: 'protocol', otherwise: 'TCP' };
const set: ListType = { set: true };

/** Lists that are not one piece, by the model and the field that they are in. */
export const listTypes: Readonly<Record<string, ListType>> = {
  'ObjectMeta.finalizers': set,
  'ObjectMeta.ownerReferences': by('uid'),
  'PodSpec.containers': by('name'),
  'PodSpec.initContainers': by('name'),
  'PodSpec.ephemeralContainers': by('name'),
  'PodSpec.volumes': by('name'),
  'PodSpec.imagePullSecrets': by('name'),
  'PodSpec.hostAliases': by('ip'),
  'PodSpec.schedulingGates': by('name'),
  'PodSpec.resourceClaims': by('name'),
  'PodSpec.topologySpreadConstraints': by('topologyKey', 'whenUnsatisfiable'),
  'Container.env': by('name'),
  'Container.ports': { keys: [{ name: 'containerPort' }, protocol] },
  'Container.volumeMounts': by('mountPath'),
  'Container.volumeDevices': by('devicePath'),
  'EphemeralContainer.env': by('name'),
  'EphemeralContainer.ports': { keys: [{ name: 'containerPort' }, protocol] },
  'EphemeralContainer.volumeMounts': by('mountPath'),
  'EphemeralContainer.volumeDevices': by('devicePath'),
  'ResourceRequirements.claims': by('name'),
  'ContainerStatus.volumeMounts': by('mountPath'),
  'ContainerStatus.allocatedResourcesStatus': by('name'),
  'PodStatus.conditions': by('type'),
  'PodStatus.podIPs': by('ip'),
  'PodStatus.resourceClaimStatuses': by('name'),
  'NodeSpec.podCIDRs': set,
  'NodeStatus.addresses': by('type'),
  'NodeStatus.conditions': by('type'),
  'NamespaceStatus.conditions': by('type'),
  'PersistentVolumeClaimStatus.conditions': by('type'),
  'ServiceSpec.ports': { keys: [{ name: 'port' }, protocol] },
  'ServiceStatus.conditions': by('type'),
  'ServiceAccount.secrets': by('name'),
  'ReplicationControllerStatus.conditions': by('type'),
  'DaemonSetStatus.conditions': by('type'),
  'DeploymentStatus.conditions': by('type'),
  'ReplicaSetStatus.conditions': by('type'),
  'StatefulSetStatus.conditions': by('type'),
  'JobStatus.conditions': by('type'),
  'UncountedTerminatedPods.failed': set,
  'UncountedTerminatedPods.succeeded': set,
  'HorizontalPodAutoscalerStatus.conditions': by('type'),
  'PodDisruptionBudgetStatus.conditions': by('type'),
  'CustomResourceDefinitionStatus.conditions': by('type'),
  'APIServiceStatus.conditions': by('type'),
};

/** Structs and maps that are one piece. */
export const atomicModels: ReadonlySet<string> = new Set([
  'ConfigMapKeySelector',
  'CrossVersionObjectReference',
  'EndpointAddress',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'ResourceFieldSelector',
  'RoleRef',
  'ScopeSelector',
  'SecretKeySelector',
  'SecretReference',
  'Subject',
  'TopologySelectorTerm',
  'TypedLocalObjectReference',
  'PodSpec.nodeSelector',
  'ReplicationControllerSpec.selector',
  'ServiceSpec.selector',
]);
