import { ApiError } from '../../errors.ts';
import type { Call } from '../call.ts';
import { badRequest, type Cause, invalid } from '../errors.ts';
import { forbiddenField, unsupported } from '../validation/causes.ts';

/** What a list or a watch asks for besides its selectors. */
export interface ListOptions {
  limit: number;
  /** An opaque text from an earlier answer; empty for none. */
  token: string;
  /** Undefined: the latest; 0: whatever is at hand. */
  revision: number | undefined;
  match: 'Exact' | 'NotOlderThan' | '';
  sendInitialEvents: boolean;
}

export function isWatch({ query }: Call): boolean {
  const watch = query.get('watch');
  return watch !== null && watch !== 'false' && watch !== '0';
}

/** @throws ApiError 400, 422, 500 */
export function listOptions(call: Call): ListOptions {
  const { query } = call;
  number(query, 'timeoutSeconds');
  const given = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  const token = query.get('continue') ?? '';
  const initial = query.get('sendInitialEvents');
  const causes = [...problems(call, given, match, token, initial)];
  if (causes.length > 0) throw invalid('meta.k8s.io', 'ListOptions', '', causes);
  return {
    limit: number(query, 'limit') ?? 0,
    token,
    revision: revisionOf(given),
    match: match as ListOptions['match'],
    sendInitialEvents: initial === 'true',
  };
}

function number(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

function revisionOf(text: string): number | undefined {
  if (text === '') return undefined;
  const why = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
  // As a real server answers, which takes it for a fault of its own.
  if (!/^\d+$/.test(text))
    throw new ApiError(500, '', `resourceVersion: Invalid value: ${JSON.stringify(text)}: ${why}`);
  return Number(text);
}

function* problems(
  call: Call,
  given: string,
  match: string,
  token: string,
  initial: string | null,
): Iterable<Cause> {
  const field = 'resourceVersionMatch';
  const watching = isWatch(call);
  if (initial !== null && !watching)
    yield forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list');
  if (initial !== null && watching && match !== 'NotOlderThan') {
    yield forbiddenField(field, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
    return;
  }
  if (match === '') return;
  if (watching) {
    if (initial === null)
      yield forbiddenField(
        field,
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      );
    return;
  }
  if (given === '')
    yield forbiddenField(field, 'resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (token !== '')
    yield forbiddenField(field, 'resourceVersionMatch is forbidden when continue is provided');
  if (match !== 'Exact' && match !== 'NotOlderThan')
    yield unsupported(field, match, ['Exact', 'NotOlderThan', '']);
  else if (match === 'Exact' && given === '0')
    yield forbiddenField(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
}
