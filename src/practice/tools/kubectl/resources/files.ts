import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import {
  boolYaml11Tag,
  FAILSAFE_SCHEMA,
  floatCoreTag,
  intYaml11Tag,
  loadAll,
  mergeTag,
  NOT_RESOLVED,
  nullCoreTag,
} from 'js-yaml';
import { readAll } from '../../common/streams.ts';
import { isDict, type KubeObject } from '../api/objects.ts';
import { KubectlError } from '../errors.ts';
import { type YamlError, yamlFault } from './yaml-fault.ts';

/** An object of a manifest, and where it stood, for error texts. */
export interface ManifestObject {
  object: KubeObject;
  source: string;
}

/** Reads manifests: files, folders, `-` for standard input, URLs; YAML documents or JSON; Lists as their items. @throws KubectlError */
export async function readManifests(
  names: readonly string[],
  stdin: AsyncIterable<Uint8Array | string>,
  recursive: boolean,
): Promise<ManifestObject[]> {
  const objects: ManifestObject[] = [];
  for (const name of names) {
    for (const { source, text } of await texts(name, stdin, recursive)) objects.push(...parse(text, source));
  }
  return objects;
}

interface Text {
  source: string;
  text: string;
}

async function texts(
  name: string,
  stdin: AsyncIterable<Uint8Array | string>,
  recursive: boolean,
): Promise<Text[]> {
  if (name === '-') return [{ source: 'STDIN', text: (await readAll(stdin)).toString('utf8') }];
  if (/^https?:\/\//.test(name)) return [{ source: name, text: await fetchText(name) }];
  const files = listFiles(name, recursive);
  return files.map((path) => ({ source: path, text: readFileSync(path, 'utf8') }));
}

async function fetchText(url: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    const cause = (error as Error).cause as Error | undefined;
    throw new KubectlError(
      `error: unable to read URL "${url}": ${cause?.message ?? (error as Error).message}`,
    );
  }
  if (!response.ok) {
    throw new KubectlError(
      `error: unable to read URL "${url}", server reported ${response.status} ${response.statusText}, status code=${response.status}`,
    );
  }
  return response.text();
}

/** Go's YAML library reads the integers of YAML 1.1 (`0644`) and of 1.2 (`0o644`), and `12:30` as text. */
const goInteger = {
  ...intYaml11Tag,
  resolve: (source: string, isExplicit: boolean, tagName: string) => {
    if (source.includes(':')) return NOT_RESOLVED;
    return intYaml11Tag.resolve(source.replace(/^([-+]?0)o/, '$1'), isExplicit, tagName);
  },
};

/** As YAML 1.1 has them (`yes` is true), but times stay text. */
const SCALARS = FAILSAFE_SCHEMA.withTags(nullCoreTag, boolYaml11Tag, goInteger, floatCoreTag, mergeTag);

const EXTENSIONS = ['.json', '.yaml', '.yml'];

function listFiles(path: string, recursive: boolean): string[] {
  let folder: boolean;
  try {
    folder = statSync(path).isDirectory();
  } catch {
    throw new KubectlError(`error: the path "${path}" does not exist`);
  }
  if (!folder) return [path];
  const files = readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return recursive ? listFiles(inside, true) : [];
      return EXTENSIONS.includes(extname(entry.name)) ? [inside] : [];
    });
  if (files.length === 0) {
    throw new KubectlError(
      `error: error reading [${path}]: recognized file extensions are [.json .yaml .yml]`,
    );
  }
  return files;
}

function parse(text: string, source: string): ManifestObject[] {
  let documents: unknown[];
  try {
    documents = parseJson(text) ?? loadAll(text, { schema: SCALARS, json: true });
  } catch (error) {
    throw new KubectlError(
      `error: error parsing ${source}: error converting YAML to JSON: ${yamlFault(error as YamlError, text)}`,
    );
  }
  return documents
    .filter((one) => one !== null && one !== undefined)
    .flatMap((one) => objectsOf(one, source));
}

/** One JSON document; undefined where it is none, and so may be YAML. */
function parseJson(text: string): unknown[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return [JSON.parse(text)];
  } catch {
    return undefined;
  }
}

function objectsOf(document: unknown, source: string): ManifestObject[] {
  if (!isDict(document)) {
    throw new KubectlError(
      `error: error validating "${source}": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  }
  const missing = [
    ...(document.apiVersion ? [] : ['apiVersion not set']),
    ...(document.kind ? [] : ['kind not set']),
  ];
  if (missing.length > 0) {
    const text = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
    throw new KubectlError(
      `error: error validating "${source}": error validating data: ${text}; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  }
  if (String(document.kind).endsWith('List') && Array.isArray(document.items)) {
    return document.items.flatMap((item) => objectsOf(item, source));
  }
  return [{ object: document as KubeObject, source }];
}
