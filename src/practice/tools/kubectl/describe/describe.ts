import type { Resource } from '../api/discovery.ts';
import type { KubeObject } from '../api/objects.ts';
import type { Session } from '../session.ts';
import { Description } from './writer.ts';

type Describer = (w: Description, session: Session, object: KubeObject, withEvents: boolean) => Promise<void>;

const workloads = () => import('./workloads.ts');
const service = () => import('./service.ts');
const config = () => import('./config.ts');
const storage = () => import('./storage.ts');
const policy = () => import('./policy.ts');
const quota = () => import('./quota.ts');
const jobs = () => import('./jobs.ts');

const DESCRIBERS: Readonly<Record<string, () => Promise<Describer>>> = {
  Pod: async () => (await import('./pod.ts')).describePod,
  Node: async () => (await import('./node.ts')).describeNode,
  Service: async () => (await service()).describeService,
  Endpoints: async () => (await service()).describeEndpoints,
  EndpointSlice: async () => (await service()).describeEndpointSlice,
  Ingress: async () => (await import('./ingress.ts')).describeIngress,
  Deployment: async () => (await workloads()).describeDeployment,
  ReplicaSet: async () => (await workloads()).describeReplicaSet,
  ReplicationController: async () => (await workloads()).describeReplicaSet,
  StatefulSet: async () => (await workloads()).describeStatefulSet,
  DaemonSet: async () => (await workloads()).describeDaemonSet,
  Job: async () => (await jobs()).describeJob,
  CronJob: async () => (await jobs()).describeCronJob,
  ConfigMap: async () => (await config()).describeConfigMap,
  Secret: async () => (await config()).describeSecret,
  ServiceAccount: async () => (await config()).describeServiceAccount,
  Namespace: async () => (await quota()).describeNamespace,
  ResourceQuota: async () => (await quota()).describeQuota,
  LimitRange: async () => (await quota()).describeLimitRange,
  PersistentVolume: async () => (await storage()).describeVolume,
  PersistentVolumeClaim: async () => (await storage()).describeClaim,
  StorageClass: async () => (await storage()).describeStorageClass,
  NetworkPolicy: async () => (await policy()).describeNetworkPolicy,
  PodDisruptionBudget: async () => (await policy()).describeBudget,
  Role: async () => (await policy()).describeRole,
  ClusterRole: async () => (await policy()).describeRole,
  RoleBinding: async () => (await policy()).describeBinding,
  ClusterRoleBinding: async () => (await policy()).describeBinding,
  HorizontalPodAutoscaler: async () => (await import('./autoscaler.ts')).describeAutoscaler,
  PriorityClass: async () => (await import('./priority-class.ts')).describePriorityClass,
};

/** Kubernetes' own kinds have descriptions; one of the same name in another group is a custom resource. */
const isNative = (group: string): boolean => !group.includes('.') || group.endsWith('.k8s.io');

/** What `kubectl describe` prints of an object. */
export async function describeObject(
  session: Session,
  resource: Resource,
  object: KubeObject,
  withEvents: boolean,
): Promise<string> {
  const load =
    isNative(resource.group) && Object.hasOwn(DESCRIBERS, resource.kind)
      ? DESCRIBERS[resource.kind]
      : undefined;
  const describe = load ? await load() : (await import('./generic.ts')).describeGeneric;
  const w = new Description();
  await describe(w, session, object, withEvents);
  return w.toString();
}
