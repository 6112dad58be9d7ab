import type {
  Condition,
  Deployment,
  Namespace,
  Pod,
  PodStatus,
  PodTemplate,
  ReplicaSet,
  Secret,
} from '../../objects.ts';
import { groupKindOf } from '../../store/kinds.ts';
import type { KubeObject } from '../../types.ts';
import { defaultAutoscaler } from './autoscaler.ts';
import { defaultDefinition } from './definition.ts';
import { defaultLimitRange } from './limit-range.ts';
import { defaultPodSpec, qosClass } from './pod.ts';
import { defaultService } from './service.ts';
import { defaultClaim, defaultStorageClass, defaultVolume } from './storage.ts';
import { defaultCronJob, defaultDaemonSet, defaultJob, defaultStatefulSet } from './workloads.ts';

type Defaults = (object: never, before: never) => void;

const byKind: Record<string, Defaults> = {
  Pod: defaultPod,
  Namespace: defaultNamespace,
  Secret: defaultSecret,
  LimitRange: defaultLimitRange,
  Service: defaultService,
  PersistentVolumeClaim: defaultClaim,
  PersistentVolume: defaultVolume,
  'storage.k8s.io/StorageClass': defaultStorageClass,
  'apps/Deployment': defaultDeployment,
  'apps/ReplicaSet': defaultReplicaSet,
  'apps/StatefulSet': defaultStatefulSet,
  'apps/DaemonSet': defaultDaemonSet,
  'apiextensions.k8s.io/CustomResourceDefinition': defaultDefinition,
  'batch/Job': defaultJob,
  'batch/CronJob': defaultCronJob,
  'autoscaling/HorizontalPodAutoscaler': defaultAutoscaler,
};

/**
 * Fills in what the client left out, and takes out what followed from what the object was `before`. Writes to `object`;
 * what is malformed is left to validation.
 */
export function applyDefaults(object: KubeObject, before?: KubeObject): void {
  try {
    byKind[groupKindOf(object)]?.(object as never, before as never);
  } catch (error) {
    // A field of the wrong type; its defaults do not matter.
    if (!(error instanceof TypeError)) throw error;
  }
}

function defaultPod(pod: Pod): void {
  defaultPodSpec(pod.spec);
  pod.spec.enableServiceLinks ??= true;
  for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
    const { limits } = container.resources ?? {};
    if (limits)
      container.resources = {
        ...container.resources,
        requests: { ...limits, ...container.resources?.requests },
      };
  }
  pod.status ??= { phase: 'Pending', ...heldBack(pod) };
  pod.status.qosClass ??= qosClass(pod.spec);
}

/** A pod with gates is not to be put on a node before they are taken away. */
function heldBack({ spec }: Pod): Pick<PodStatus, 'conditions'> {
  if (!spec.schedulingGates?.length) return {};
  const condition: Condition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
  return { conditions: [condition] };
}

function defaultNamespace(namespace: Namespace): void {
  namespace.spec ??= {};
  namespace.spec.finalizers ??= ['kubernetes'];
  namespace.status ??= { phase: 'Active' };
}

function defaultSecret(secret: Secret & { stringData?: Record<string, string> }): void {
  secret.type ||= 'Opaque';
  if (!secret.stringData) return;
  const plain = Object.entries(secret.stringData);
  const encoded = plain.map(([key, value]) => [key, Buffer.from(value).toString('base64')] as const);
  secret.data = { ...secret.data, ...Object.fromEntries(encoded) };
  delete secret.stringData;
}

export function defaultTemplate(template: PodTemplate): void {
  defaultPodSpec(template.spec);
}

function defaultDeployment({ spec }: Deployment): void {
  spec.replicas ??= 1;
  spec.strategy ??= {};
  spec.strategy.type ||= 'RollingUpdate';
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate = { maxSurge: '25%', maxUnavailable: '25%', ...spec.strategy.rollingUpdate };
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
  defaultTemplate(spec.template);
}

function defaultReplicaSet({ spec }: ReplicaSet): void {
  spec.replicas ??= 1;
  defaultTemplate(spec.template);
}
