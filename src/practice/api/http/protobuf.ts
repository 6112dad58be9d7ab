import { badRequest } from '../errors.ts';
import { loadMessages, type Messages } from '../schema/tables.ts';
import { unrecognized } from './go-json.ts';
import { wireFields } from './wire.ts';

type Tree = Record<string, unknown>;

/**
 * Go writes numbers, booleans and strings that were never set as zeros, except where it knows "not set" from "zero":
 * in these fields a zero means something.
 */
const zeroMatters: ReadonlySet<string> = new Set([
  'activeDeadlineSeconds',
  'allowPrivilegeEscalation',
  'automountServiceAccountToken',
  'averageUtilization',
  'backoffLimit',
  'completions',
  'enableServiceLinks',
  'failedJobsHistoryLimit',
  'fsGroup',
  'gracePeriodSeconds',
  'minReplicas',
  'optional',
  'parallelism',
  'partition',
  'privileged',
  'readOnlyRootFilesystem',
  'replicas',
  'revisionHistoryLimit',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'shareProcessNamespace',
  'stabilizationWindowSeconds',
  'startingDeadlineSeconds',
  'storageClassName',
  'successfulJobsHistoryLimit',
  'suspend',
  'terminationGracePeriodSeconds',
  'tolerationSeconds',
  'ttlSecondsAfterFinished',
  'value',
]);

const packages: Readonly<Record<string, string>> = {
  v1: 'k8s.io.api.core.v1',
  'meta.k8s.io/v1': 'k8s.io.apimachinery.pkg.apis.meta.v1',
};

/** The JSON tree of what typed clients send: `k8s\0`, then the object's type and its message. @throws ApiError 400 */
export async function decodeProtobuf(bytes: Buffer, expected: string): Promise<unknown> {
  if (bytes.subarray(0, 4).toString('latin1') !== 'k8s\0') {
    const why = 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]';
    throw unrecognized(expected, why, bytes);
  }
  const messages = await loadMessages();
  const envelope = new Map([...wireFields(bytes.subarray(4))].map(({ number, value }) => [number, value]));
  const type = new Map(
    [...wireFields((envelope.get(1) as Buffer) ?? Buffer.alloc(0))].map((field) => [
      field.number,
      field.value,
    ]),
  );
  const [apiVersion, kind] = [String(type.get(1) ?? ''), String(type.get(2) ?? '')];
  const name = messageName(apiVersion, kind, messages);
  if (!name) throw badRequest(`no kind "${kind}" is registered for version "${apiVersion}"`);
  const body = decodeMessage((envelope.get(2) as Buffer) ?? Buffer.alloc(0), name, messages);
  return { kind, apiVersion, ...body };
}

function messageName(apiVersion: string, kind: string, messages: Messages): string | undefined {
  const [group = '', version = ''] = apiVersion.split('/');
  const own = packages[apiVersion] ?? `k8s.io.api.${group.split('.')[0]}.${version}`;
  // DeleteOptions and their like are of every group.
  const candidates = [`${own}.${kind}`, `${packages['meta.k8s.io/v1']}.${kind}`];
  return candidates.find((name) => messages[name]);
}

function decodeMessage(bytes: Buffer, message: string, messages: Messages): Tree {
  const tree: Tree = {};
  const rows = new Map((messages[message] ?? []).map((row) => [row[0], row]));
  for (const { number, value } of wireFields(bytes)) {
    const row = rows.get(number);
    if (!row) continue;
    const [, name, shape, type] = row;
    if (shape === 'map') {
      const entry = new Map([...wireFields(value as Buffer)].map((field) => [field.number, field.value]));
      const map = (tree[name] ?? {}) as Tree;
      map[String(entry.get(1) ?? '')] = decodeValue(entry.get(2) ?? Buffer.alloc(0), type, messages);
      tree[name] = map;
      continue;
    }
    const decoded = decodeValue(value, type, messages);
    if (shape === 'list') tree[name] = [...((tree[name] as unknown[]) ?? []), decoded];
    else if (shape === 'inline') Object.assign(tree, decoded);
    else if (decoded !== undefined && (!isZero(decoded) || zeroMatters.has(name))) tree[name] = decoded;
  }
  return tree;
}

function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false;
}

function decodeValue(value: bigint | Buffer, type: string, messages: Messages): unknown {
  if (typeof value === 'bigint') return type === 'boolean' ? value !== 0n : Number(BigInt.asIntN(64, value));
  switch (type) {
    case 'string':
      return value.toString('utf8');
    case 'bytes':
      return value.toString('base64');
    case 'double':
      return value.length === 8 ? value.readDoubleLE() : 0;
    case 'integer':
    case 'boolean':
      return undefined;
    case 'time':
    case 'microTime':
      return decodeTime(value, type === 'microTime');
    case 'quantity':
      return String(fieldsOf(value).get(1) ?? '');
    case 'intOrString': {
      const fields = fieldsOf(value);
      return fields.get(1) === 1n
        ? String(fields.get(3) ?? '')
        : Number(BigInt.asIntN(64, (fields.get(2) as bigint) ?? 0n));
    }
    case 'raw':
      return decodeRaw(fieldsOf(value).get(1) as Buffer | undefined);
    default:
      return decodeMessage(value, type, messages);
  }
}

function fieldsOf(bytes: Buffer): Map<number, bigint | Buffer> {
  return new Map([...wireFields(bytes)].map(({ number, value }) => [number, value]));
}

/** Seconds and nanoseconds since the epoch; a time that was never set has neither. */
function decodeTime(bytes: Buffer, micro: boolean): string | undefined {
  if (bytes.length === 0) return undefined;
  const fields = fieldsOf(bytes);
  const seconds = Number(BigInt.asIntN(64, (fields.get(1) as bigint) ?? 0n));
  if (seconds < -62_000_000_000) return undefined;
  const milliseconds = seconds * 1000 + Number((fields.get(2) as bigint) ?? 0n) / 1e6;
  const text = new Date(milliseconds).toISOString();
  return micro ? text.replace('Z', '000Z') : `${text.slice(0, 19)}Z`;
}

function decodeRaw(bytes: Buffer | undefined): unknown {
  if (!bytes?.length) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
