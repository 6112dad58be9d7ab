import { groupKindOf } from '../../store/kinds.ts';
import type { KubeObject } from '../../types.ts';
import type { Api } from '../call.ts';
import { admitNamespace } from './namespace.ts';
import { admitPod } from './pod.ts';
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
  Service: admitService as Admission,
  PersistentVolume: admitVolume as unknown as Admission,
  PersistentVolumeClaim: admitClaim as unknown as Admission,
};

export async function admitCreate(api: Api, object: KubeObject, dryRun: boolean): Promise<Undo> {
  return (await admissions[groupKindOf(object)]?.(api, object, undefined, dryRun)) ?? nothing;
}

export async function admitUpdate(
  api: Api,
  object: KubeObject,
  before: KubeObject,
  dryRun: boolean,
): Promise<Undo> {
  return (await admissions[groupKindOf(object)]?.(api, object, before, dryRun)) ?? nothing;
}

function nothing(): void {}
