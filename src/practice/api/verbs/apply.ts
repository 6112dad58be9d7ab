import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { applyStrategicPatch } from '../patch/strategic-patch.ts';
import { presentObject } from '../present.ts';
import { toServed } from '../resources/convert.ts';
import { checkFields } from '../schema/field-validation.ts';
import { createObject } from './create.ts';
import { incomingObject } from './incoming.ts';
import { updateObject } from './update.ts';

/** Server-side apply: what the client says of an object becomes true of it; the object is made when it is missing. */
export async function serverSideApply(api: Api, call: Call): Promise<Answer> {
  const body = await call.body();
  const warnings = await checkFields(call, body);
  const wanted = incomingObject(call, body);
  wanted.metadata.name ||= call.name ?? '';
  const stored = api.store.get(call.resource.stored, call.namespace, call.name ?? '');
  if (!stored) {
    const created = await createObject(api, call, wanted);
    return { code: 201, body: presentObject(api, call, created), warnings };
  }
  const merged = applyStrategicPatch(toServed(stored, call.resource), wanted) as KubeObject;
  const updated = await updateObject(api, call, stored, incomingObject(call, merged));
  return { code: 200, body: presentObject(api, call, updated), warnings };
}
