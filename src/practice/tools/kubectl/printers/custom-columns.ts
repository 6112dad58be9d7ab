import { Tabwriter } from '../../common/tabwriter.ts';
import type { KubeObject } from '../api/objects.ts';
import { KubectlError } from '../errors.ts';
import { JsonPath, JsonPathError, relaxed } from '../jsonpath/evaluate.ts';
import { goValue } from './go-values.ts';

export interface CustomColumn {
  header: string;
  path: JsonPath;
}

/** Reads `NAME:.metadata.name,IMAGE:.spec.containers[*].image`. @throws KubectlError */
export function parseColumns(spec: string): CustomColumn[] {
  if (spec === '')
    throw new KubectlError('error: custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) {
      throw new KubectlError(
        `error: unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`,
      );
    }
    return column(part.slice(0, colon), part.slice(colon + 1));
  });
}

/** Reads a file of two lines: headers, then paths. @throws KubectlError */
export function parseColumnsFile(text: string): CustomColumn[] {
  const [headers = '', paths = ''] = text.split('\n');
  const names = headers.trim().split(/\s+/);
  const specs = paths.trim().split(/\s+/);
  if (names.length !== specs.length) {
    throw new KubectlError(
      `error: number of headers (${names.length}) and field specifications (${specs.length}) don't match`,
    );
  }
  return names.map((name, index) => column(name, specs[index] ?? ''));
}

function column(header: string, spec: string): CustomColumn {
  try {
    return { header, path: new JsonPath(relaxed(spec), { allowMissing: true }) };
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new KubectlError(`error: ${error.message}`);
  }
}

export function printColumns(
  columns: readonly CustomColumn[],
  objects: readonly KubeObject[],
  headers: boolean,
): string {
  const lines = objects.map((object) => columns.map(({ path }) => cell(path, object)).join('\t'));
  if (headers) lines.unshift(columns.map(({ header }) => header).join('\t'));
  return new Tabwriter({ minWidth: 6, padding: 3 }).format(lines.map((line) => `${line}\n`).join(''));
}

function cell(path: JsonPath, object: KubeObject): string {
  let values: unknown[];
  try {
    values = path.find(object)[0] ?? [];
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new KubectlError(`error: ${error.message}`);
  }
  return values.length === 0
    ? '<none>'
    : values.map((value) => (value === null ? '<nil>' : goValue(value))).join(',');
}
