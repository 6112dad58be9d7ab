import { ApiError } from '../../errors.ts';
import { copyJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { applyMergePatch } from '../patch/merge-patch.ts';
import { applyStrategicPatch } from '../patch/strategic-patch.ts';
import { presentObject } from '../present.ts';
import { toServed } from '../resources/convert.ts';
import { checkFields } from '../schema/field-validation.ts';
import { serverSideApply } from './apply.ts';
import { incomingObject } from './incoming.ts';
import { existing } from './read.ts';
import { updateObject } from './update.ts';

export async function patch(api: Api, call: Call): Promise<Answer> {
  const type = contentType(call);
  if (type === 'application/apply-patch+yaml') return serverSideApply(api, call);
  const body = await call.body();
  const stored = existing(api, call);
  const patched = applyPatch(type, toServed(stored, call.resource), body);
  const warnings = await checkFields(call, patched);
  const object = incomingObject(call, patched);
  const updated = await updateObject(api, call, existing(api, call), object);
  return { code: 200, body: presentObject(api, call, updated), warnings };
}

export function contentType(call: Call): string {
  return (call.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
}

/** @throws ApiError 400, 415, 422 */
export function applyPatch(type: string, target: KubeObject, body: unknown): unknown {
  const copy = copyJson(target);
  if (type === 'application/json-patch+json') return applyJsonPatch(copy, body);
  if (type === 'application/merge-patch+json') return applyMergePatch(copy, body);
  if (type === 'application/strategic-merge-patch+json') return applyStrategicPatch(copy, body);
  const known =
    'application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml';
  const message = `the body of the request was in an unknown format - accepted media types include: ${known}`;
  throw new ApiError(415, 'UnsupportedMediaType', message);
}
