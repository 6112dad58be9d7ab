import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import type { Api, Call } from '../call.ts';
import { toServed } from '../resources/convert.ts';
import { apiVersionOf, type Resource } from '../resources/resource.ts';
import { setOf } from './field-set.ts';
import { emptyOf, shapeOf } from './kind.ts';
import { decodeManagers, encodeManagers, type Identity, type Manager } from './managers.ts';
import { trackUpdate, type Version } from './track.ts';

/** Who writes: the name that the client gives itself, or that of its program. */
export function writer(api: Api, call: Call, operation: Identity['operation']): Identity & { time: string } {
  const [program = ''] = (call.headers['user-agent'] ?? '').split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is to go
  const readable = program.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, 128);
  return {
    manager: call.query.get('fieldManager') || readable || 'unknown',
    operation,
    apiVersion: apiVersionOf(call.resource),
    ...(call.subresource === undefined ? {} : { subresource: call.subresource }),
    time: timestamp(api.clock.now()),
  };
}

/** How the call's kind is owned in the version that the call is about. */
export async function versionOf(api: Api, call: Call): Promise<Version> {
  const { resource, subresource } = call;
  const inVersion = (apiVersion: string): Resource | undefined =>
    api.registry.all().find((one) => one.stored === resource.stored && apiVersionOf(one) === apiVersion);
  const shapes = new Map(
    await Promise.all(
      api.registry
        .all()
        .filter((one) => one.stored === resource.stored)
        .map(async (one) => [apiVersionOf(one), await shapeOf(one)] as const),
    ),
  );
  const hasStatus = resource.subresources.some((one) => one.name === 'status');
  const ignored = subresource === 'status' ? [['f:spec']] : hasStatus ? [['f:status']] : [];
  return {
    apiVersion: apiVersionOf(resource),
    shape: await shapeOf(resource),
    ignored: setOf(...ignored),
    other(apiVersion) {
      const served = inVersion(apiVersion);
      const shape = shapes.get(apiVersion);
      return served && shape
        ? { shape, convert: (object) => toServed(object as KubeObject, served) }
        : undefined;
    },
  };
}

/** Writes down in `after` who owns what of it, now that it is to replace `before` (undefined: it is new). */
export async function recordUpdate(
  api: Api,
  call: Call,
  before: KubeObject | undefined,
  after: KubeObject,
): Promise<void> {
  const version = await versionOf(api, call);
  const { managers, reset } = knownManagers(call, before, after);
  delete after.metadata.managedFields;
  const { managedFields: _, ...metadata } = before?.metadata ?? { managedFields: undefined };
  const old = before ? { ...toServed(before, call.resource), metadata } : await emptyOf(call.resource);
  const updated = reset
    ? []
    : trackUpdate(version, old, toServed(after, call.resource), managers, writer(api, call, 'Update'));
  settle(before, after, encodeManagers(updated));
}

/** Sets the owners of `after`; where nothing but times would change, nothing does. */
export function settle(before: KubeObject | undefined, after: KubeObject, entries: object[]): void {
  const timeless = (list: unknown[] | undefined) =>
    (list ?? []).map((entry) => ({ ...(entry as object), time: undefined }));
  const { managedFields: earlier, ...rest } = before?.metadata ?? { managedFields: undefined };
  const { managedFields: _, ...own } = after.metadata;
  const same =
    before !== undefined &&
    equalJson(timeless(earlier), timeless(entries)) &&
    equalJson(
      { ...before, metadata: { ...rest, resourceVersion: '' } },
      { ...after, metadata: { ...own, resourceVersion: '' } },
    );
  const settled = same ? earlier : entries;
  if (settled && settled.length > 0) after.metadata.managedFields = settled;
  else delete after.metadata.managedFields;
}

/** Clients may edit the list of owners, or empty it; those who leave it out, or break it, do not mean to. */
function knownManagers(
  call: Call,
  before: KubeObject | undefined,
  after: KubeObject,
): { managers: Manager[]; reset: boolean } {
  const given = after.metadata.managedFields;
  if (Array.isArray(given) && given.length === 1 && Object.keys(given[0] as object).length === 0)
    return { managers: [], reset: true };
  const decoded = decodeManagers(given);
  const stored = decodeManagers(before?.metadata.managedFields) ?? [];
  const usesGiven = decoded && decoded.length > 0 && call.subresource === undefined;
  return { managers: usesGiven ? decoded : stored, reset: false };
}
