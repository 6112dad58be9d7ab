import type { ConfigMap, Secret } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import type { Cause } from '../errors.ts';
import { forbiddenField, invalidValue, required } from './causes.ts';

const keyWords =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

export function* validateConfig(config: ConfigMap): Iterable<Cause> {
  for (const field of ['data', 'binaryData'] as const) yield* validateKeys(field, config[field]);
  yield* validateSize('[]', { ...config.data, ...config.binaryData });
}

function* validateKeys(field: string, data: Record<string, string> | undefined): Iterable<Cause> {
  for (const key of Object.keys(data ?? {})) {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) yield invalidValue(`${field}[${key}]`, key, keyWords);
  }
}

/** Of all values together, in bytes. */
const largest = 1024 * 1024;

function* validateSize(field: string, data: Record<string, string> | undefined): Iterable<Cause> {
  const size = Object.values(data ?? {}).reduce((sum, value) => sum + Buffer.byteLength(String(value)), 0);
  if (size > largest)
    yield { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${largest} bytes`, field };
}

const requiredKeys: Record<string, string> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
};

export function* validateSecret(secret: Secret): Iterable<Cause> {
  yield* validateKeys('data', secret.data);
  yield* validateSize('data', secret.data);
  const key = requiredKeys[secret.type ?? ''];
  if (key && secret.data?.[key] === undefined) yield required(`data[${key}]`);
  if (secret.type !== 'kubernetes.io/tls') return;
  for (const name of ['tls.crt', 'tls.key'])
    if (secret.data?.[name] === undefined) yield required(`data[${name}]`);
}

export function* validateConfigUpdate(
  config: ConfigMap & Secret,
  before: ConfigMap & Secret,
): Iterable<Cause> {
  if (before.type !== config.type) yield invalidValue('type', config.type, 'field is immutable');
  if (!before.immutable) return;
  if (!config.immutable) yield forbiddenField('immutable', 'field is immutable when `immutable` is set');
  for (const field of ['data', 'binaryData'] as const) {
    if (!equalJson(config[field], before[field]))
      yield forbiddenField(field, 'field is immutable when `immutable` is set');
  }
}
