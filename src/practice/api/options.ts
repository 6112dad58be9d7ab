import { ApiError } from '../errors.ts';
import type { Call } from './call.ts';
import { type Cause, invalid } from './errors.ts';
import { unsupported } from './validation/causes.ts';
import { GoValue } from './validation/go-syntax.ts';

const kinds: Readonly<Record<string, string>> = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  PATCH: 'PatchOptions',
  DELETE: 'DeleteOptions',
};

/** Refuses options that a write cannot have. @throws ApiError 422 */
export function checkWriteOptions({ method, query }: Call): void {
  const kind = kinds[method];
  if (!kind) return;
  const causes: Cause[] = [];
  const dryRun = query.getAll('dryRun').filter((value) => value !== '');
  if (dryRun.some((value) => value !== 'All')) {
    const list = `[]string{${dryRun.map((value) => JSON.stringify(value)).join(', ')}}`;
    causes.push(unsupported('dryRun', new GoValue(list), ['All']));
  }
  const validation = query.get('fieldValidation') ?? '';
  const known = ['', 'Ignore', 'Strict', 'Warn'];
  if (!known.includes(validation)) causes.push(unsupported('fieldValidation', validation, known));
  const manager = query.get('fieldManager') ?? '';
  if (manager.length > 128)
    causes.push({
      reason: 'FieldValueTooLong',
      message: 'Too long: may not be more than 128 bytes',
      field: 'fieldManager',
    });
  if (causes.length > 0) throw invalid('meta.k8s.io', kind, '', causes);
}

const served = new Set([
  'application/json',
  'application/*',
  '*/*',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
]);

/** Refuses a client that does not take JSON. @throws ApiError 406 */
export function checkAccept(accept: string | undefined): void {
  const types = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim() ?? '');
  if (types.some((type) => type === '' || served.has(type))) return;
  const known = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
  throw new ApiError(406, 'NotAcceptable', `only the following media types are accepted: ${known}`);
}
