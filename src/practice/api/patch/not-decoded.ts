import type { ApiError } from '../../errors.ts';
import { badRequest } from '../errors.ts';

/** A patch that is another kind of JSON than it should be, as Go says it. */
export function notDecoded(patch: unknown, type: string): ApiError {
  const given = Array.isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
  return badRequest(`json: cannot unmarshal ${given} into Go value of type ${type}`);
}

/** What object patches are decoded to. */
export const goTree = 'map[string]interface {}';
