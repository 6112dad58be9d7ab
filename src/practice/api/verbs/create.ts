import { randomUUID } from 'node:crypto';
import { ApiError } from '../../errors.ts';
import type { Namespace } from '../../objects.ts';
import { groupKindOf } from '../../store/kinds.ts';
import { timestamp } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import { admitCreate } from '../admission/admission.ts';
import type { Answer, Api, Call } from '../call.ts';
import { notDone } from '../custom/check-definition.ts';
import { checkCustom, defaultCustom } from '../custom/checks.ts';
import type { Definition } from '../custom/definition.ts';
import { applyDefaults } from '../defaults/defaults.ts';
import { selectOwnPods } from '../defaults/job-selector.ts';
import { alreadyExists, badRequest, forbidden, notFound } from '../errors.ts';
import { randomSuffix } from '../names.ts';
import { recordUpdate } from '../ownership/record.ts';
import { presentObject } from '../present.ts';
import { checkFields } from '../schema/field-validation.ts';
import { checkCreate } from '../validation/validate.ts';
import { incomingObject } from './incoming.ts';

export async function create(api: Api, call: Call): Promise<Answer> {
  const body = await call.body();
  const warnings = await checkFields(call, body);
  const object = incomingObject(call, body);
  const created = await createObject(api, call, object);
  const remarks = created.kind === 'CustomResourceDefinition' ? notDone(created as Definition) : [];
  return { code: 201, body: presentObject(api, call, created), warnings: [...warnings, ...remarks] };
}

/** Writes down who owns the fields of what is about to be stored. */
export type Recorder = (object: KubeObject) => void | Promise<void>;

/** Makes `object` exist, as a POST of it does. @throws ApiError 403, 404, 409, 422 */
export async function createObject(
  api: Api,
  call: Call,
  object: KubeObject,
  record: Recorder = (next) => recordUpdate(api, call, undefined, next),
): Promise<KubeObject> {
  const { store } = api;
  const { resource } = call;
  const { metadata } = object;
  if (metadata.resourceVersion) {
    throw badRequest('resourceVersion should not be set on objects to be created');
  }
  if (!metadata.name && metadata.generateName) metadata.name = `${metadata.generateName}${randomSuffix()}`;
  for (const owned of ['creationTimestamp', 'deletionTimestamp', 'generation', 'selfLink'] as const) {
    delete (metadata as unknown as Record<string, unknown>)[owned];
  }
  if (resource.subresources.some((entry) => entry.name === 'status'))
    delete (object as { status?: unknown }).status;
  checkNamespace(api, call, metadata.name);
  metadata.uid = randomUUID();
  applyDefaults(object);
  defaultCustom(resource, object);
  await record(object);
  prepare(object);
  checkCreate(object);
  checkCustom(resource, object);
  if (store.get(resource.stored, metadata.namespace, metadata.name))
    throw alreadyExists(resource, metadata.name);
  const dryRun = isDryRun(call);
  const undo = await admitCreate(api, object, dryRun);
  try {
    if (dryRun) return preview(api, object);
    return store.create(object);
  } catch (error) {
    undo();
    // Another request may have been quicker while this one waited for its node port.
    if (error instanceof ApiError && error.reason === 'AlreadyExists')
      throw alreadyExists(resource, metadata.name);
    throw error;
  }
}

function checkNamespace(api: Api, call: Call, name: string): void {
  if (!call.resource.namespaced) return;
  const namespace = call.namespace ?? '';
  const found = api.store.get<Namespace>('Namespace', undefined, namespace);
  if (!found) throw notFound({ group: '', plural: 'namespaces' }, namespace);
  if (found.metadata.deletionTimestamp) {
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw forbidden(call.resource, name, why);
  }
}

export function isDryRun(call: Call): boolean {
  return call.query.getAll('dryRun').includes('All');
}

/** What the server itself says of new objects, so that it belongs to nobody. */
function prepare(object: KubeObject): void {
  if (groupKindOf(object) === 'batch/Job') selectOwnPods(object);
}

/** What would have been created. */
function preview(api: Api, object: KubeObject): KubeObject {
  const metadata = {
    ...object.metadata,
    creationTimestamp: timestamp(api.clock.now()),
    resourceVersion: '',
  };
  return { ...object, metadata };
}
