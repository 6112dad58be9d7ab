import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Dict, KubeObject } from '../api/objects.ts';
import { KubectlError } from '../errors.ts';
import { toJson } from '../printers/json.ts';
import { readInside } from './files.ts';
import type { Generator, Kustomization } from './kustomization.ts';

/** An object made of files and literals. */
export interface Generated {
  readonly object: KubeObject;
  /** Whether a hash of its content goes into its name. */
  readonly isHashed: boolean;
}

/** The ConfigMaps and Secrets that a kustomization generates. @throws KubectlError */
export function generate(folder: string, settings: Kustomization): Generated[] {
  const made = (object: KubeObject, { options = {} }: Generator): Generated => {
    const all = settings.generatorOptions;
    const labels = { ...all?.labels, ...options.labels };
    const annotations = { ...all?.annotations, ...options.annotations };
    if (Object.keys(labels).length > 0) object.metadata = { ...object.metadata, labels };
    if (Object.keys(annotations).length > 0) object.metadata = { ...object.metadata, annotations };
    if (options.immutable || all?.immutable) object.immutable = true;
    return { object, isHashed: !(options.disableNameSuffixHash || all?.disableNameSuffixHash) };
  };
  return [
    ...settings.configMapGenerator.map((one) => made(configMap(one, pairsOf(folder, one)), one)),
    ...settings.secretGenerator.map((one) => made(secret(one, pairsOf(folder, one)), one)),
  ];
}

function metadataOf({ name, namespace }: Generator): Dict {
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}

function configMap(settings: Generator, pairs: ReadonlyMap<string, Buffer>): KubeObject {
  const data: Record<string, string> = {};
  const binaryData: Record<string, string> = {};
  for (const [key, value] of pairs) {
    const text = value.toString('utf8');
    if (Buffer.from(text).equals(value)) data[key] = text;
    else binaryData[key] = base64(value);
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(settings),
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(Object.keys(binaryData).length > 0 ? { binaryData } : {}),
  };
}

function secret(settings: Generator & { type: string }, pairs: ReadonlyMap<string, Buffer>): KubeObject {
  const data = Object.fromEntries([...pairs].map(([key, value]) => [key, base64(value)]));
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadataOf(settings), type: settings.type, data };
}

/** As kustomize writes it, whose hash counts the line ends too: what does not fit into a line has several. */
function base64(value: Buffer): string {
  const text = value.toString('base64');
  return text.length < 70 ? text : text.replace(/.{1,70}/g, '$&\n');
}

/** The keys and values of a generator. @throws KubectlError */
function pairsOf(folder: string, { name, files, literals, envs }: Generator): Map<string, Buffer> {
  const pairs = new Map<string, Buffer>();
  const add = (key: string, value: Buffer) => {
    if (pairs.has(key))
      throw new KubectlError(`error: configmap ${name} illegally repeats the key \`${key}\``);
    pairs.set(key, value);
  };
  for (const source of envs) {
    for (const line of read(folder, source, 'env').toString('utf8').split(/\r?\n/)) {
      const equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith('#'))
        add(line.slice(0, equals), Buffer.from(line.slice(equals + 1)));
    }
  }
  for (const literal of literals) {
    const equals = literal.indexOf('=');
    if (equals < 1)
      throw new KubectlError(
        `error: loading KV pairs: literal sources [${literal}]: invalid literal source ${literal}, expected key=value`,
      );
    const value = literal.slice(equals + 1);
    add(literal.slice(0, equals), Buffer.from(/^'.*'$|^".*"$/s.test(value) ? value.slice(1, -1) : value));
  }
  for (const source of files) {
    const [first = '', second] = source.split('=', 2);
    add(second === undefined ? basename(first) : first, read(folder, second ?? first, 'file'));
  }
  return pairs;
}

function read(folder: string, file: string, what: string): Buffer {
  return readInside(folder, file, `loading KV pairs: ${what} sources: [${file}]`);
}

const LETTERS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** What kustomize puts behind the name of a ConfigMap or Secret, so that other content makes another object. */
export function contentHash({ kind, type, data, binaryData }: KubeObject): string {
  const content = {
    kind,
    name: '',
    data: data ?? '',
    ...(kind === 'Secret' ? { type } : {}),
    ...(binaryData === undefined ? {} : { binaryData }),
  };
  const digest = createHash('sha256').update(toJson(content)).digest('hex').slice(0, 10);
  return digest.replace(/[013ae]/g, (letter) => LETTERS[letter] ?? letter);
}
