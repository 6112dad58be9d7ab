import { groupKindOf, groupOf } from '../../store/kinds.ts';
import type { KubeObject } from '../../types.ts';
import { validateDefinition } from '../custom/check-definition.ts';
import { type Cause, invalid } from '../errors.ts';
import { validateConfig, validateConfigUpdate, validateSecret } from './config.ts';
import { validateCronJob } from './cron-job.ts';
import { validateMetadata } from './metadata.ts';
import { validatePod, validatePodUpdate } from './pod.ts';
import { validateService, validateServiceUpdate } from './service.ts';
import {
  validateJobUpdate,
  validateStatefulSetUpdate,
  validateWorkload,
  validateWorkloadUpdate,
} from './workloads.ts';

type Check = (object: KubeObject) => Iterable<Cause>;
type UpdateCheck = (object: KubeObject, before: KubeObject) => Iterable<Cause>;

interface Checks {
  always: Check;
  update?: UpdateCheck;
}

const workload = { always: validateWorkload as Check, update: validateWorkloadUpdate as UpdateCheck };

const byKind: Record<string, Checks> = {
  Pod: { always: validatePod as Check, update: validatePodUpdate as UpdateCheck },
  Service: { always: validateService as Check, update: validateServiceUpdate as UpdateCheck },
  ConfigMap: { always: validateConfig as Check, update: validateConfigUpdate as UpdateCheck },
  Secret: { always: validateSecret as Check, update: validateConfigUpdate as UpdateCheck },
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'apps/StatefulSet': {
    always: validateWorkload as Check,
    update: validateStatefulSetUpdate as UpdateCheck,
  },
  'apps/DaemonSet': workload,
  'apiextensions.k8s.io/CustomResourceDefinition': { always: validateDefinition as Check },
  'batch/CronJob': { always: validateCronJob as Check },
  'batch/Job': { always: validateWorkload as Check, update: validateJobUpdate as UpdateCheck },
};

/** @throws ApiError 422 with everything that is wrong */
export function checkCreate(object: KubeObject): void {
  check(object, [...validateMetadata(object), ...(byKind[groupKindOf(object)]?.always(object) ?? [])]);
}

/** @throws ApiError 422 */
export function checkUpdate(object: KubeObject, before: KubeObject): void {
  const checks = byKind[groupKindOf(object)];
  check(object, [
    ...validateMetadata(object),
    ...(checks?.always(object) ?? []),
    ...(checks?.update?.(object, before) ?? []),
  ]);
}

function check(object: KubeObject, causes: Cause[]): void {
  if (causes.length > 0)
    throw invalid(groupOf(object.apiVersion), object.kind, object.metadata.name ?? '', causes);
}
