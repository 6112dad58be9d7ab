import { copyJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { badRequest } from '../errors.ts';
import { applyConflict, conflictsBeyond } from '../ownership/conflicts.ts';
import { emptyOf } from '../ownership/kind.ts';
import { inheritedFields, successor, updateLastApplied } from '../ownership/last-applied.ts';
import { decodeManagers, encodeManagers } from '../ownership/managers.ts';
import { settle, versionOf, writer } from '../ownership/record.ts';
import { trackApply } from '../ownership/track.ts';
import { presentObject } from '../present.ts';
import { toServed } from '../resources/convert.ts';
import { apiVersionOf } from '../resources/resource.ts';
import { checkFields } from '../schema/field-validation.ts';
import { createObject } from './create.ts';
import { incomingObject } from './incoming.ts';
import { updateObject } from './update.ts';

/**
 * Server-side apply: what the client says of an object becomes true of it, and the client's own; the object is made
 * when it is missing. @throws ApiError 409 when a field belongs to another manager and is not taken by force
 */
export async function serverSideApply(api: Api, call: Call, body: unknown): Promise<Answer> {
  const warnings = await checkFields(call, body);
  const given = incomingObject(call, copyJson(body));
  if (given.metadata.managedFields?.length) throw badRequest('metadata.managedFields must be nil');
  given.metadata.name ||= call.name ?? '';
  const wanted = {
    ...(body as KubeObject),
    apiVersion: apiVersionOf(call.resource),
    kind: call.resource.kind,
    metadata: given.metadata,
  };
  const stored = api.store.get(call.resource.stored, call.namespace, call.name ?? '');
  const { object, owners } = await applied(api, call, stored, wanted);
  const incoming = incomingObject(call, object);
  if (stored) {
    const updated = await updateObject(api, call, stored, incoming, (next) => settle(stored, next, owners));
    return { code: 200, body: presentObject(api, call, updated), warnings };
  }
  const created = await createObject(api, call, incoming, (next) => settle(undefined, next, owners));
  return { code: 201, body: presentObject(api, call, created), warnings };
}

async function applied(
  api: Api,
  call: Call,
  stored: KubeObject | undefined,
  wanted: KubeObject,
): Promise<{ object: KubeObject; owners: object[] }> {
  const version = await versionOf(api, call);
  const managers = decodeManagers(stored?.metadata.managedFields) ?? [];
  const live = stored ? copyJson(toServed(stored, call.resource)) : await emptyOf(call.resource);
  if (stored) delete (live as KubeObject).metadata.managedFields;
  const self = writer(api, call, 'Apply');
  const result = trackApply(version, live, wanted, managers, self);
  const inherits = self.manager === successor && stored !== undefined;
  if (call.query.get('force') !== 'true') {
    const fought = inherits
      ? conflictsBeyond(result.conflicts, inheritedFields(live as KubeObject, version.shape))
      : result.conflicts;
    if (fought.length > 0) throw applyConflict(fought);
  }
  const object = result.object as KubeObject;
  if (inherits) updateLastApplied(object, wanted);
  return { object, owners: encodeManagers(result.managers) };
}
