import { ApiError } from '../../errors.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { badRequest } from '../errors.ts';
import { presentList } from '../present.ts';
import { type ListOptions, listOptions } from './list-options.ts';
import { inOrder, placeOf, selection } from './select.ts';
import { snapshot } from './snapshot.ts';

/** Where a list that comes in chunks goes on. */
interface Continuation {
  revision: number;
  /** The place of the last object that was given. */
  after: string;
}

const latest = -1;

/** GET of a collection, whole or in chunks. @throws ApiError 400, 410, 422, 504 */
export function list(api: Api, call: Call): Answer {
  const options = listOptions(call);
  const from = options.token === '' ? undefined : decodeToken(options);
  const revision = revisionToShow(api, options, from);
  const matches = selection(call);
  const all = stateAt(api, call, revision, from).filter(matches);
  const rest = from === undefined ? all : all.filter((object) => placeOf(object) > from.after);
  const shown = options.limit > 0 ? rest.slice(0, options.limit) : rest;
  const last = shown.at(-1);
  const left = rest.length - shown.length;
  const selects = call.query.get('labelSelector') || call.query.get('fieldSelector');
  const more =
    left > 0 && last
      ? {
          continue: encodeToken({ revision, after: placeOf(last) }),
          ...(selects ? {} : { remainingItemCount: left }),
        }
      : {};
  return { code: 200, body: presentList(api, call, shown, { resourceVersion: String(revision), ...more }) };
}

function revisionToShow(api: Api, options: ListOptions, from: Continuation | undefined): number {
  const current = api.store.revision;
  if (from) return from.revision === latest ? current : from.revision;
  const { revision = 0, match } = options;
  if (revision > current) throw tooLarge(revision, current);
  const exact = match === 'Exact' || (match === '' && options.limit > 0 && revision > 0);
  return exact ? revision : current;
}

function stateAt(api: Api, call: Call, revision: number, from: Continuation | undefined): KubeObject[] {
  try {
    return inOrder(snapshot(api.store, call.resource.stored, call.namespace, revision));
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 410) throw error;
    if (!from) throw new ApiError(410, 'Expired', 'The resourceVersion for the provided list is too old.');
    // The rest is still to be had, though not of the same moment.
    throw new ApiError(410, 'Expired', tooOld, undefined, {
      continue: encodeToken({ revision: latest, after: from.after }),
    });
  }
}

const tooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

function tooLarge(revision: number, current: number): ApiError {
  const message = `Too large resource version: ${revision}, current: ${current}`;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  return new ApiError(504, 'Timeout', `Timeout: ${message}`, { causes, retryAfterSeconds: 1 });
}

function encodeToken({ revision, after }: Continuation): string {
  const token = { v: 'meta.k8s.io/v1', rv: revision, start: `${after}\0` };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function decodeToken({ token, revision }: ListOptions): Continuation {
  if (revision) throw badRequest('specifying resource version is not allowed when using continue');
  try {
    const { v, rv, start } = JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    if (v === 'meta.k8s.io/v1' && typeof rv === 'number' && typeof start === 'string')
      return { revision: rv, after: start.replace(/\0$/, '') };
  } catch {
    // As any other text that is no token.
  }
  throw badRequest('continue key is not valid: it is not one that a list of this cluster gave');
}
