import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ClientField {
  name: string;
  /** As the client writes it: `string`, `Array<V1Container>`, `{ [key: string]: string; }`. */
  type: string;
  format: string;
  required: boolean;
  description: string;
}

export interface ClientModel {
  description: string;
  fields: ClientField[];
}

/** The model types of @kubernetes/client-node, by their names there. Their files are read, not run. */
export function clientModels(folder: string): Map<string, ClientModel> {
  const models = new Map<string, ClientModel>();
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.d.ts')) continue;
    const name = file.slice(0, -'.d.ts'.length);
    const code = readFileSync(join(folder, `${name}.js`), 'utf8');
    const map = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(code)?.[1];
    if (!map) continue;
    const attributes = JSON.parse(map) as { name: string; baseName: string; type: string; format: string }[];
    models.set(name, model(readFileSync(join(folder, file), 'utf8'), attributes));
  }
  return models;
}

function model(
  types: string,
  attributes: { name: string; baseName: string; type: string; format: string }[],
): ClientModel {
  const head = types.slice(0, types.indexOf('export declare class'));
  const comments = head.slice(head.lastIndexOf('/**') + 3, head.lastIndexOf('*/'));
  const fields = attributes.map(({ name, baseName, type, format }) => {
    const declared = new RegExp(
      `(?:/\\*\\*\\n((?:\\s+\\*.*\\n)*?)\\s*\\*/\\n)?\\s+'${name.replaceAll('$', '\\$')}'(\\??):`,
    ).exec(types);
    return {
      name: baseName,
      type,
      format,
      required: declared?.[2] === '',
      description: plain(declared?.[1] ?? ''),
    };
  });
  return { description: plain(comments), fields };
}

function plain(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*\s?/, '').trim());
  return lines.join(' ').replaceAll("\\'", "'").replaceAll('\\"', '"').trim();
}
