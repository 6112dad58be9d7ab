import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { notFound } from '../errors.ts';
import { presentObject } from '../present.ts';

/** The object that a call names. @throws ApiError 404 */
export function existing(api: Api, call: Call): KubeObject {
  const { resource, namespace, name = '' } = call;
  const object = api.store.get(resource.stored, namespace, name);
  if (!object) throw notFound(resource, name);
  return object;
}

export function read(api: Api, call: Call): Answer {
  return { code: 200, body: presentObject(api, call, existing(api, call)) };
}
