import { descriptions, type Schema, type Schemas, typeName, withFields } from './schema.ts';

const WIDTH = 76;

/** Breaks a text at spaces; its own breaks and double spaces stay. */
function wrap(text: string, indent: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line))
    .map((line) => `${indent}${line}\n`)
    .join('');
}

function wrapLine(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const [, space = '', word = ''] of line.matchAll(/(\s*)(\S+)/g)) {
    if (current !== '' && current.length + space.length + word.length > WIDTH) {
      lines.push(current);
      current = word;
    } else {
      current += space + word;
    }
  }
  return [...lines, current];
}

const enumOf = (schema: Schema): string[] => (schema.enum ?? []).map(String).sort();

/** The field at the end of a path, or the type itself where there is no path. */
export function renderField(
  field: { name: string; schema: Schema } | undefined,
  root: Schema,
  all: Schemas,
  recursive: boolean,
): string {
  const schema = field?.schema ?? root;
  let text = '';
  if (field) {
    text += `FIELD: ${field.name} <${typeName(schema, all)}>\n`;
    const values = enumOf(schema);
    text += values.length > 0 ? `ENUM:\n${values.map((value) => `    ${value}\n`).join('')}\n` : '\n\n';
  }
  const described = field ? descriptions(schema, all) : [schema.description ?? ''];
  const isDescribed = described.length > 0 && described[0] !== '';
  const words = isDescribed ? `${described.map((one) => wrap(one, '    ')).join('')}    \n` : '    <empty>\n';
  text += `DESCRIPTION:\n${words}`;
  const object = withFields(schema, all);
  if (object) text += `FIELDS:\n${recursive ? renderTree(object, all, 1, []) : renderFields(object, all)}`;
  return `${text}\n`;
}

const fieldsOf = (object: Schema): [string, Schema][] =>
  Object.entries(object.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

function head(object: Schema, name: string, schema: Schema, all: Schemas): string {
  return `${name}\t<${typeName(schema, all)}>${object.required?.includes(name) ? ' -required-' : ''}\n`;
}

function renderFields(object: Schema, all: Schemas): string {
  return fieldsOf(object)
    .map(([name, schema]) => {
      const values = enumOf(schema);
      const choice = values.length > 0 ? `  enum: ${values.join(', ')}\n` : '';
      const [own] = descriptions(schema, all);
      return `  ${head(object, name, schema, all)}${choice}${wrap(own ?? '<no description>', '    ')}\n`;
    })
    .join('');
}

/** @param inside the types that this one is in, for a type may contain itself */
function renderTree(object: Schema, all: Schemas, level: number, inside: readonly Schema[]): string {
  const indent = '  '.repeat(level);
  return fieldsOf(object)
    .map(([name, schema]) => {
      const values = enumOf(schema);
      const choice = values.length > 0 ? `${indent}enum: ${values.join(', ')}\n` : '';
      const deeper = withFields(schema, all);
      const tree =
        deeper && deeper !== object && !inside.includes(deeper)
          ? renderTree(deeper, all, level + 1, [...inside, object])
          : '';
      return `${indent}${head(object, name, schema, all)}${choice}${tree}`;
    })
    .join('');
}
