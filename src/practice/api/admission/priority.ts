import type { Pod } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import type { Api } from '../call.ts';
import { forbidden } from '../errors.ts';
import { resourceOf } from '../quota/usage.ts';

export interface PriorityClass extends KubeObject {
  value?: number;
  globalDefault?: boolean;
  preemptionPolicy?: string;
}

const kind = 'scheduling.k8s.io/PriorityClass';

/** What those pods have whose class every cluster has. */
const systemClasses: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** Gives a new pod the priority of its class, or of the default one. @throws ApiError 403 */
export function setPriority(store: ClusterStore, pod: Pod): void {
  const { spec, metadata } = pod;
  const byDefault = store.list<PriorityClass>(kind).find(({ globalDefault }) => globalDefault);
  const name = spec.priorityClassName || byDefault?.metadata.name;
  const found = name === undefined ? undefined : store.get<PriorityClass>(kind, undefined, name);
  const value = name === undefined ? 0 : (found?.value ?? systemClasses[name]);
  const resource = resourceOf(pod);
  if (value === undefined && resource)
    throw forbidden(resource, metadata.name, `no PriorityClass with name ${name} was found`);
  if (name !== undefined) spec.priorityClassName = name;
  spec.priority = value ?? 0;
  spec.preemptionPolicy ??= found?.preemptionPolicy ?? 'PreemptLowerPriority';
}

/** @throws ApiError 403 */
export function admitPriorityClass(
  { store }: Api,
  object: PriorityClass,
  before: PriorityClass | undefined,
): undefined {
  object.value ??= 0;
  object.preemptionPolicy ??= 'PreemptLowerPriority';
  const resource = resourceOf(object);
  const another = store
    .list<PriorityClass>(kind)
    .find(({ globalDefault, metadata }) => globalDefault && metadata.name !== object.metadata.name);
  if (!object.globalDefault || before?.globalDefault || !another || !resource) return;
  const why = `PriorityClass ${another.metadata.name} is already marked as default. Only one default can exist`;
  throw forbidden(resource, object.metadata.name, why);
}
