import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { absent, type FlagSpec, type Flags, flag } from '../../args/flags.ts';
import { KubectlError } from '../../errors.ts';

export const LITERAL_FLAGS: readonly FlagSpec[] = [
  flag('from-literal', 'array', 'a key and its value: KEY=VALUE'),
  flag('from-file', 'list', 'a file, KEY=FILE, or a folder of files'),
  flag('from-env-file', 'list', 'a file of KEY=VALUE lines'),
  absent('append-hash', 'bool', 'Put a number into the name yourself.'),
];

/**
 * The keys and values of --from-literal, --from-file and --from-env-file.
 * @param taken what to say of a key that is given twice
 * @throws KubectlError
 */
export function literals(flags: Flags, taken: (key: string) => string): Map<string, Buffer> {
  const data = new Map<string, Buffer>();
  const add = (key: string, value: Buffer) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      throw new KubectlError(
        `error: "${key}" is not a valid key name for a ConfigMap: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    }
    if (data.has(key)) throw new KubectlError(`error: ${taken(key)}`);

    data.set(key, value);
  };
  for (const source of flags.list('from-file')) for (const [key, value] of fromFile(source)) add(key, value);
  for (const literal of flags.list('from-literal')) {
    const equals = literal.indexOf('=');
    if (equals < 1) throw new KubectlError(`error: invalid literal source ${literal}, expected key=value`);
    const value = literal.slice(equals + 1);
    add(literal.slice(0, equals), Buffer.from(/^'.*'$|^".*"$/s.test(value) ? value.slice(1, -1) : value));
  }
  for (const path of flags.list('from-env-file'))
    for (const [key, value] of fromEnvFile(path)) add(key, value);
  return data;
}

function fromFile(source: string): [string, Buffer][] {
  const equals = source.indexOf('=');
  const path = source.slice(equals + 1);
  if (equals === 0) throw new KubectlError(`error: key name for file path ${path} missing`);
  const folder = stat(path);
  if (equals > 0) {
    if (folder) throw new KubectlError('error: cannot give a key name for a directory path');
    return [[source.slice(0, equals), readFileSync(path)]];
  }
  if (!folder) return [[basename(path), readFileSync(path)]];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(path, entry.name))]);
}

function stat(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new KubectlError(`error: error reading ${path}: no such file or directory`);
  }
}

function fromEnvFile(path: string): [string, Buffer][] {
  stat(path);
  const pairs: [string, Buffer][] = [];
  for (const raw of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const line = raw.trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    const value = equals < 0 ? (process.env[key] ?? '') : line.slice(equals + 1);
    pairs.push([key, Buffer.from(value)]);
  }
  return pairs;
}
