import { nameOf } from '../api/objects.ts';
import { FILES, SELECTOR } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { describeObject } from '../describe/describe.ts';
import { isNotFound, KubectlError, throwAll } from '../errors.ts';
import { fetchObjects, type SelectionOptions, select, type Target } from '../resources/selection.ts';

export const describe: Command = {
  usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME…) [flags]',
  summary: 'Show details of a specific resource or group of resources',
  flags: [
    ...FILES,
    SELECTOR,
    flag('all-namespaces A', 'bool', 'look in all namespaces'),
    flag('chunk-size', 'int', undefined, '500'),
    flag('show-events', 'bool', 'with the events of each object', 'true'),
  ],
  run: runDescribe,
};

async function runDescribe({ session, flags, args }: Call): Promise<void> {
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    allNamespaces: flags.bool('all-namespaces'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: true,
  };
  if (args.length === 0 && (options.filenames ?? []).length === 0) {
    throw new KubectlError(
      'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  }
  const { targets } = await select(session, args, options);
  const errors: unknown[] = [];
  let described = 0;
  for (const target of targets) {
    try {
      const { objects, byPrefix } = await objectsOf({ session }, target, options);
      for (const object of objects) {
        const kind = { ...object, kind: target.resource.kind };
        const text = await describeObject(session, target.resource, kind, flags.bool('show-events'));
        if (byPrefix) session.out(`${text}\n`);
        else session.out(described === 0 ? text : `\n\n${text}`);
        described++;
      }
    } catch (error) {
      errors.push(error);
    }
  }
  if (described === 0 && errors.length === 0) {
    session.err(
      options.allNamespaces
        ? 'No resources found\n'
        : `No resources found in ${session.namespace} namespace.\n`,
    );
  }
  throwAll(errors);
}

/** The object of that name, or those whose names begin so. */
async function objectsOf({ session }: Pick<Call, 'session'>, target: Target, options: SelectionOptions) {
  try {
    return { objects: await fetchObjects(session, target, options), byPrefix: false };
  } catch (error) {
    const { name } = target;
    if (!isNotFound(error) || name === undefined) throw error;
    const all = await fetchObjects(session, { ...target, name: undefined }, {});
    const objects = all.filter((object) => nameOf(object).startsWith(name));
    if (objects.length === 0) throw error;
    return { objects, byPrefix: true };
  }
}
