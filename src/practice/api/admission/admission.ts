import { groupKindOf } from '../../store/kinds.ts';
import type { KubeObject } from '../../types.ts';
import type { Api } from '../call.ts';
import { checkLimitRanges } from './limit-range.ts';
import { admitNamespace } from './namespace.ts';
import { admitPod } from './pod.ts';
import { admitPriorityClass } from './priority.ts';
import { admitQuota } from './quota.ts';
import { admitService } from './service.ts';
import { admitClaim, admitVolume } from './storage.ts';

export type Undo = () => void;

/**
 * What a kind needs before it may be stored, beyond its defaults: addresses, ports, things that depend on other
 * objects. Writes to `object`. What it claims outside of the store is given back by the call that it returns.
 */
export type Admission = (
  api: Api,
  object: KubeObject,
  before: KubeObject | undefined,
  dryRun: boolean,
) => Undo | undefined | Promise<Undo | undefined>;

const admissions: Record<string, Admission> = {
  Namespace: admitNamespace as Admission,
  Pod: admitPod as unknown as Admission,
  'scheduling.k8s.io/PriorityClass': admitPriorityClass as Admission,
  Service: admitService as Admission,
  PersistentVolume: admitVolume as unknown as Admission,
  PersistentVolumeClaim: admitClaim as unknown as Admission,
};

export async function admitCreate(api: Api, object: KubeObject, dryRun: boolean): Promise<Undo> {
  const undo = (await admissions[groupKindOf(object)]?.(api, object, undefined, dryRun)) ?? nothing;
  return withinQuota(api, object, undefined, undo);
}

export async function admitUpdate(
  api: Api,
  object: KubeObject,
  before: KubeObject,
  dryRun: boolean,
): Promise<Undo> {
  const undo = (await admissions[groupKindOf(object)]?.(api, object, before, dryRun)) ?? nothing;
  return withinQuota(api, object, before, undo);
}

/** Last, as what a quota counts is only known by then. */
function withinQuota(api: Api, object: KubeObject, before: KubeObject | undefined, undo: Undo): Undo {
  try {
    if (!before && object.kind === 'PersistentVolumeClaim') checkLimitRanges(api.store, object);
    admitQuota(api.store, object, before);
    return undo;
  } catch (error) {
    undo();
    throw error;
  }
}

function nothing(): void {}
