import { copyJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import { admitUpdate } from '../admission/admission.ts';
import type { Answer, Api, Call } from '../call.ts';
import { checkCustom, defaultCustom } from '../custom/checks.ts';
import { applyDefaults } from '../defaults/defaults.ts';
import { badRequest, conflict } from '../errors.ts';
import { recordUpdate } from '../ownership/record.ts';
import { presentObject } from '../present.ts';
import { checkFields } from '../schema/field-validation.ts';
import { checkUpdate } from '../validation/validate.ts';
import { isDryRun, type Recorder } from './create.ts';
import { incomingObject } from './incoming.ts';
import { existing } from './read.ts';
import { retrying } from './retry.ts';

/** PUT of an object or of its status. */
export async function update(api: Api, call: Call): Promise<Answer> {
  const body = await call.body();
  const warnings = await checkFields(call, body);
  const object = incomingObject(call, body);
  return retrying(api, call, async () => {
    const updated = await updateObject(api, call, existing(api, call), object);
    return { code: 200, body: presentObject(api, call, updated), warnings };
  });
}

/** Makes `stored` be as `object`, as far as the call's subresource may change it. @throws ApiError 409, 422 */
export async function updateObject(
  api: Api,
  call: Call,
  stored: KubeObject,
  object: KubeObject,
  record: Recorder = (next) => recordUpdate(api, call, stored, next),
): Promise<KubeObject> {
  const { metadata } = object;
  const { name } = stored.metadata;
  if (metadata.name !== name)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  if (metadata.resourceVersion && metadata.resourceVersion !== stored.metadata.resourceVersion) {
    throw conflict(call.resource, name);
  }
  if (metadata.uid && metadata.uid !== stored.metadata.uid) {
    throw conflict(
      call.resource,
      name,
      `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${stored.metadata.uid}`,
    );
  }
  const next = merged(call, stored, object);
  defaultCustom(call.resource, next);
  checkCustom(call.resource, next);
  if (call.subresource === undefined) {
    applyDefaults(next, stored);
    checkUpdate(next, stored);
  }
  await record(next);
  const dryRun = isDryRun(call);
  const undo = await admitUpdate(api, next, stored, dryRun);
  if (dryRun) return next;
  try {
    return api.store.update({
      ...next,
      metadata: { ...next.metadata, resourceVersion: stored.metadata.resourceVersion },
    });
  } catch (error) {
    undo();
    throw error;
  }
}

function merged(call: Call, stored: KubeObject, object: KubeObject): KubeObject {
  const hasStatus = call.resource.subresources.some((entry) => entry.name === 'status');
  const status = (from: KubeObject) => (from as { status?: unknown }).status;
  if (call.subresource === 'status') {
    const next = copyJson(stored) as KubeObject & { status?: unknown };
    next.status = copyJson(status(object));
    next.metadata.labels = object.metadata.labels ?? {};
    next.metadata.annotations = object.metadata.annotations ?? {};
    if (object.metadata.managedFields) next.metadata.managedFields = object.metadata.managedFields;
    return tidy(next);
  }
  const next = copyJson(object) as KubeObject & { status?: unknown };
  if (hasStatus) {
    if (status(stored) === undefined) delete next.status;
    else next.status = copyJson(status(stored));
  }
  const { deletionTimestamp, deletionGracePeriodSeconds, uid, creationTimestamp, generation } =
    stored.metadata;
  const kept = { deletionTimestamp, deletionGracePeriodSeconds, uid, creationTimestamp, generation };
  Object.assign(next.metadata, kept);
  return tidy(next);
}

/** Maps that became empty are not there at all, as after a round trip through Kubernetes' own types. */
function tidy<T extends KubeObject>(object: T): T {
  const { metadata } = object;
  for (const map of ['labels', 'annotations'] as const) {
    if (metadata[map] && Object.keys(metadata[map]).length === 0) delete metadata[map];
  }
  for (const list of ['finalizers', 'ownerReferences'] as const)
    if (metadata[list]?.length === 0) delete metadata[list];
  return copyJson(object);
}
