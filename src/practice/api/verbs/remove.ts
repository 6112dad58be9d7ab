import { deleteObject } from '../../store/deletion.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { conflict, forbidden, invalid, methodNotAllowed } from '../errors.ts';
import { presentList, presentObject } from '../present.ts';
import { unsupported } from '../validation/causes.ts';
import { isDryRun } from './create.ts';
import { existing } from './read.ts';
import { selected } from './select.ts';

interface Options {
  gracePeriodSeconds?: number | null;
  orphanDependents?: boolean;
  propagationPolicy?: string;
  dryRun?: string[];
  preconditions?: { uid?: string; resourceVersion?: string };
}

const policies = ['Foreground', 'Background', 'Orphan', 'nil'];

const undeletable: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/** DELETE of one object. */
export async function remove(api: Api, call: Call): Promise<Answer> {
  const options = await deleteOptions(call);
  const object = existing(api, call);
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = object;
  if (uid && uid !== metadata.uid) {
    throw conflict(
      call.resource,
      metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      call.resource,
      metadata.name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
    );
  }
  if (isDryRun(call) || options.dryRun?.includes('All'))
    return { code: 200, body: presentObject(api, call, object) };
  if (call.resource.kind === 'Namespace' && undeletable.has(metadata.name)) {
    throw forbidden(call.resource, metadata.name, 'this namespace may not be deleted');
  }
  const left = deleteOne(api, object, options);
  if (left) return { code: 200, body: presentObject(api, call, left) };
  return { code: 200, body: gone(call, object) };
}

/** DELETE of a collection: everything that the selectors match. */
export async function removeCollection(api: Api, call: Call): Promise<Answer> {
  if (call.resource.kind === 'Namespace' || !call.resource.verbs.includes('deletecollection'))
    throw methodNotAllowed();
  const options = await deleteOptions(call);
  const objects = selected(api, call);
  if (!isDryRun(call) && !options.dryRun?.includes('All'))
    for (const object of objects) deleteOne(api, object, options);
  return {
    code: 200,
    body: presentList(api, call, objects, { resourceVersion: String(api.store.revision) }),
  };
}

function deleteOne(api: Api, object: KubeObject, options: Options): KubeObject | undefined {
  const policy = options.propagationPolicy ?? (options.orphanDependents ? 'Orphan' : undefined);
  return deleteObject(api.store, object, api.clock.now(), {
    ...(typeof options.gracePeriodSeconds === 'number'
      ? { gracePeriodSeconds: options.gracePeriodSeconds }
      : {}),
    ...(policy ? { propagationPolicy: policy } : {}),
  });
}

/** From the body, or, as older clients send them, from the query. */
async function deleteOptions(call: Call): Promise<Options> {
  const options = { ...((await call.body()) as Options | undefined) };
  const seconds = call.query.get('gracePeriodSeconds');
  if (seconds !== null) options.gracePeriodSeconds = Number(seconds);
  const policy = call.query.get('propagationPolicy');
  if (policy !== null) options.propagationPolicy = policy;
  const wanted = options.propagationPolicy;
  if (wanted && !policies.includes(wanted)) {
    const cause = unsupported('propagationPolicy', wanted, policies);
    throw invalid('meta.k8s.io', 'DeleteOptions', '', [cause]);
  }
  return options;
}

function gone(call: Call, object: KubeObject): object {
  const { name, uid } = object.metadata;
  const { group } = call.resource;
  const details = { name, ...(group ? { group } : {}), kind: call.resource.plural, uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}
