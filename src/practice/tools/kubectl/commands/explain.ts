import type { Resource } from '../api/discovery.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { renderField } from '../explain/render.ts';
import { loadSchema, type Schema, type Schemas, withFields } from '../explain/schema.ts';
import type { Session } from '../session.ts';

export const explain: Command = {
  usage: 'explain TYPE[.FIELD…] [--recursive] [--api-version=GROUP/VERSION]',
  summary: 'Get documentation for a resource',
  flags: [
    flag('api-version', 'string', 'the type of this API version'),
    flag('output o', 'string', undefined, 'plaintext'),
    flag('recursive', 'bool', 'the names of all fields within'),
  ],
  run: runExplain,
};

async function runExplain({ session, flags, args }: Call): Promise<void> {
  if (args.length === 0) {
    throw new KubectlError(
      'error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  }
  const [path = ''] = args;
  if (args.length > 1) throw new KubectlError('error: We accept only this format: explain RESOURCE');
  const { resource, fields } = await find(session, path, flags.string('api-version'));
  const { root, all } = await loadSchema(session, resource);
  const group = resource.group ? `GROUP:      ${resource.group}\n` : '';
  session.out(`${group}KIND:       ${resource.kind}\nVERSION:    ${resource.version}\n\n`);
  session.out(renderField(descend(root, all, fields), root, all, flags.bool('recursive')));
}

async function find(
  session: Session,
  path: string,
  apiVersion: string,
): Promise<{ resource: Resource; fields: string[] }> {
  const [type = '', ...fields] = path.split('.').filter((part) => part !== '');
  try {
    const resource = await session.discovery.resolve(type);
    if (apiVersion === '') return { resource, fields };
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    return { resource: { ...resource, group, version }, fields };
  } catch (error) {
    // Alone among the commands this one says it without `error: `.
    if (error instanceof KubectlError) throw new KubectlError(error.message.replace(/^error: /, ''));
    throw error;
  }
}

function descend(root: Schema, all: Schemas, fields: readonly string[]) {
  let found: { name: string; schema: Schema } | undefined;
  for (const name of fields) {
    const object = withFields(found?.schema ?? root, all);
    const schema = object?.properties?.[name];
    if (!object || !schema) throw new KubectlError(`error: field "${name}" does not exist`);
    found = { name, schema };
  }
  return found;
}
