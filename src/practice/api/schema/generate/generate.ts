/**
 * Writes models.json (what the kinds of the API look like, from @kubernetes/client-node) and messages.json (how
 * typed clients send them, from the descriptors in a kubectl of 1.33 or older). To be run when the client is updated:
 *
 *   npx node src/practice/api/schema/generate/generate.ts KUBECTL && npx biome check --write src/practice/api/schema
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRegistry } from '../../resources/registry.ts';
import type { Resource } from '../../resources/resource.ts';
import type { FieldRow, Messages, Models } from '../tables.ts';
import { type ClientModel, clientModels } from './client-models.ts';
import { type Message, messagesOf } from './descriptors.ts';

const [kubectl] = process.argv.slice(2);
if (!kubectl) throw new Error('Usage: npx node src/practice/api/schema/generate/generate.ts KUBECTL');
const folder = join(import.meta.dirname, '..');
const client = clientModels(join(folder, '../../../../node_modules/@kubernetes/client-node/dist/gen/models'));
const messages = messagesOf(kubectl);

/** Kinds that are sent but are no resources. */
const alsoSent = [
  'policy/v1/Eviction',
  'authentication.k8s.io/v1/TokenRequest',
  'autoscaling/v1/Scale',
  '/v1/Binding',
  '/v1/DeleteOptions',
  'autoscaling/v1/HorizontalPodAutoscaler',
];

const packages: Record<string, string> = {
  '': 'k8s.io.api.core',
  'apiextensions.k8s.io': 'k8s.io.apiextensions_apiserver.pkg.apis.apiextensions',
  'apiregistration.k8s.io': 'k8s.io.kube_aggregator.pkg.apis.apiregistration',
};
const meta = 'k8s.io.apimachinery.pkg.apis.meta.v1';

const plainTypes: Record<string, string> = {
  [`${meta}.Time`]: 'time',
  [`${meta}.MicroTime`]: 'microTime',
  [`${meta}.FieldsV1`]: 'raw',
  'k8s.io.apimachinery.pkg.runtime.RawExtension': 'raw',
  'k8s.io.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'k8s.io.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
};

function packageOf(group: string, version: string): string {
  return `${packages[group] ?? `k8s.io.api.${group.split('.')[0]}`}.${version}`;
}

const roots = [
  ...createRegistry().all(),
  ...alsoSent.map((path) => {
    const [group = '', version = '', kind = ''] = path.split('/');
    return { group, version, kind };
  }),
];

writeModels(roots);
writeMessages(roots);

type Root = Pick<Resource, 'group' | 'version' | 'kind'>;

function writeModels(kinds: Root[]): void {
  const models: Models = {};
  for (const { group, version, kind } of kinds) {
    const name = clientName(group, version, kind);
    if (name) collect(name, packageOf(group, version), models);
  }
  writeFileSync(join(folder, 'models.json'), `${JSON.stringify(models)}\n`);
}

/** The client leaves a kind's group out of its name, unless two groups have one of that name. */
function clientName(group: string, version: string, kind: string): string | undefined {
  const short = `${version[0]?.toUpperCase()}${version.slice(1)}${kind}`;
  const first = (group || 'core').split('.')[0] ?? '';
  const prefixed = `${first[0]?.toUpperCase()}${first.slice(1)}${short}`;
  return [prefixed, short].find((name) => client.has(name));
}

function collect(name: string, owner: string, models: Models): void {
  if (models[name]) return;
  const model = client.get(name);
  if (!model) return;
  const full = fullName(name, owner);
  models[name] = {
    name: full,
    text: model.description,
    fields: model.fields.map((field) => row(field, full)),
  };
  for (const field of model.fields) {
    const target = /V\d\w*|(?:Core|Events|Discovery|Rbac|Storage)V1\w+/.exec(field.type)?.[0];
    if (target) collect(target, full.slice(0, full.lastIndexOf('.')), models);
  }
}

/** As OpenAPI names it: `io.k8s.api.apps.v1.Deployment`. */
function fullName(name: string, owner: string): string {
  const [, prefix = '', version = '', bare = ''] =
    /^([A-Z][a-z]+)?(V\d(?:alpha\d|beta\d)?)(.*)$/.exec(name) ?? [];
  const suffix = `.${version.toLowerCase()}.${bare}`;
  const found = [...messages.keys()].filter((message) => message.endsWith(suffix));
  const ofPrefix = found.filter((message) => message.includes(`.${prefix.toLowerCase()}.`));
  const candidates = prefix ? ofPrefix : found;
  const own = candidates.find((message) => message === `${owner.replace(/^io\.k8s\./, 'k8s.io.')}.${bare}`);
  const best =
    own ?? candidates.find((message) => message.startsWith(meta)) ?? candidates[0] ?? `${owner}.${bare}`;
  const open = best
    .replace('apiextensions_apiserver', 'apiextensions-apiserver')
    .replace('kube_aggregator', 'kube-aggregator');
  return open.replace(/^k8s\.io\./, 'io.k8s.');
}

function row(
  { name, type, format, required, description }: ClientModel['fields'][number],
  model: string,
): FieldRow {
  const short = isQuantity(model, name)
    ? shortType(type, format).replace('string', 'quantity')
    : shortType(type, format);
  return [name, short, required ? 1 : 0, description];
}

/** The client's models have strings for quantities; the messages know. */
function isQuantity(model: string, field: string): boolean {
  const message = messages
    .get(model.replace(/^io\.k8s\./, 'k8s.io.'))
    ?.fields.find((one) => one.name === field);
  const target = message && messages.get(message.message);
  const type = target?.isMapEntry ? target.fields[1]?.message : message?.message;
  return type !== undefined && plainTypes[type] === 'quantity';
}

function shortType(type: string, format: string): string {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list) return `[]${shortType(list, format)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map) return `{}${shortType(map, format)}`;
  if (type === 'Date' || type === 'V1MicroTime') return 'time';
  if (type === 'IntOrString') return 'intOrString';
  if (type === 'any') return 'any';
  if (format === 'byte') return 'bytes';
  if (type === 'number') return format === 'double' ? 'double' : format || 'int32';
  return type;
}

function writeMessages(kinds: Root[]): void {
  const table: Messages = {};
  for (const { group, version, kind } of kinds) {
    const name = kind === 'DeleteOptions' ? `${meta}.DeleteOptions` : `${packageOf(group, version)}.${kind}`;
    addMessage(name, table);
  }
  writeFileSync(join(folder, 'messages.json'), `${JSON.stringify(table)}\n`);
}

function addMessage(name: string, table: Messages): void {
  const message = messages.get(name);
  if (!message || table[name] || isPlain(name)) return;
  table[name] = [];
  for (const field of message.fields) {
    const target = field.message ? messages.get(field.message) : undefined;
    const value = target?.isMapEntry ? target.fields[1] : field;
    if (!value) continue;
    const inline = target && !target.isMapEntry && !field.repeated && isInlined(message, field.name);
    const shape = target?.isMapEntry ? 'map' : field.repeated ? 'list' : inline ? 'inline' : 'one';
    table[name]?.push([field.number, field.name, shape, wireType(value.type, value.message)]);
    if (value.message) addMessage(value.message, table);
  }
}

function isPlain(message: string): boolean {
  return plainTypes[message] !== undefined;
}

function wireType(type: number, message: string): string {
  if (message) return plainTypes[message] ?? message;
  if (type === 9) return 'string';
  if (type === 12) return 'bytes';
  if (type === 8) return 'boolean';
  return type === 1 ? 'double' : 'integer';
}

/** Go embeds some structs: in JSON their fields are the outer one's. The client's model has no field of that name. */
function isInlined(message: Message, field: string): boolean {
  const parts = message.name.split('.');
  const [kind = '', version = ''] = [parts.at(-1), parts.at(-2)];
  const candidates = [...client].filter(([name]) =>
    name.endsWith(`${version[0]?.toUpperCase()}${version.slice(1)}${kind}`),
  );
  if (candidates.length === 0) return false;
  return !candidates.some(([, model]) => model.fields.some((one) => one.name === field));
}
