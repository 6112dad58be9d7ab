import { ApiError } from '../../errors.ts';
import { copyJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { type Cause, invalid } from '../errors.ts';
import { shapeOf } from '../ownership/kind.ts';
import type { Shape } from '../ownership/shape.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { applyMergePatch, isTree } from '../patch/merge-patch.ts';
import { goTree, notDecoded } from '../patch/not-decoded.ts';
import { applyStrategicPatch } from '../patch/strategic-patch.ts';
import { presentObject } from '../present.ts';
import { toServed } from '../resources/convert.ts';
import { checkFields } from '../schema/field-validation.ts';
import { forbiddenField, required } from '../validation/causes.ts';
import { serverSideApply } from './apply.ts';
import { incomingObject } from './incoming.ts';
import { existing } from './read.ts';
import { retrying } from './retry.ts';
import { updateObject } from './update.ts';

export async function patch(api: Api, call: Call): Promise<Answer> {
  const type = contentType(call);
  checkOptions(call, type);
  checkType(call, type);
  const body = await call.body();
  return retrying(api, call, () =>
    type === applyType ? serverSideApply(api, call, copyJson(body)) : patchOnce(api, call, type, body),
  );
}

async function patchOnce(api: Api, call: Call, type: string, body: unknown): Promise<Answer> {
  const stored = existing(api, call);
  const shape = await shapeOf(call.resource);
  const patched = applyPatch(type, toServed(stored, call.resource), body, shape);
  const warnings = await checkFields(call, patched);
  const object = incomingObject(call, patched);
  const updated = await updateObject(api, call, stored, object);
  return { code: 200, body: presentObject(api, call, updated), warnings };
}

const applyType = 'application/apply-patch+yaml';

/** @throws ApiError 422 for options that do not go with the type of patch */
function checkOptions(call: Call, type: string): void {
  const fail = (cause: Cause) => invalid('meta.k8s.io', 'PatchOptions', '', [cause]);
  if (type === applyType) {
    if (!call.query.get('fieldManager')) throw fail(required('fieldManager', 'is required for apply patch'));
  } else if (call.query.has('force')) {
    throw fail(forbiddenField('force', 'may not be specified for non-apply patch'));
  }
}

export function contentType(call: Call): string {
  return (call.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
}

/** @throws ApiError 400, 415, 422 */
export function applyPatch(type: string, target: KubeObject, body: unknown, shape: Shape): unknown {
  const copy = copyJson(target);
  if (type === 'application/json-patch+json') return applyJsonPatch(copy, body);
  if (type === 'application/merge-patch+json') {
    if (!isTree(body)) throw notDecoded(body, goTree);
    return applyMergePatch(copy, body);
  }
  return applyStrategicPatch(copy, body, shape);
}

/** @throws ApiError 415 for what is no patch of this kind of object */
export function checkType({ resource }: Pick<Call, 'resource'>, type: string): void {
  // What Kubernetes does not know the Go type of, it cannot merge by that type.
  const strategic = resource.custom ? [] : ['strategic-merge-patch+json'];
  const known = ['json-patch+json', 'merge-patch+json', ...strategic, 'apply-patch+yaml'].map(
    (name) => `application/${name}`,
  );
  if (known.includes(type)) return;
  const message = `the body of the request was in an unknown format - accepted media types include: ${known.join(', ')}`;
  throw new ApiError(415, 'UnsupportedMediaType', message);
}
