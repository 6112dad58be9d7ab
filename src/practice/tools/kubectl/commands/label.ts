import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, nameOf } from '../api/objects.ts';
import { dryRunOf, FILES, OUTPUT, SELECTOR, WRITE, writeQuery } from '../args/common.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError, throwAll } from '../errors.ts';
import { fetchObjects, type SelectionOptions, select } from '../resources/selection.ts';
import { resultPrinter } from '../resources/submit.ts';

interface Words {
  command: 'label' | 'annotate';
  field: 'labels' | 'annotations';
  thing: 'label' | 'annotation';
}

function command(words: Words, summary: string): Command {
  return {
    usage: `${words.command} [--overwrite] (-f FILENAME | TYPE NAME… | TYPE/NAME…) KEY=VALUE… KEY-… [flags]`,
    summary,
    flags: [
      ...FILES,
      ...OUTPUT,
      ...WRITE,
      SELECTOR,
      flag('all', 'bool', 'all resources of the type, in the namespace'),
      flag('all-namespaces A', 'bool', 'in all namespaces'),
      flag('field-selector', 'string', 'the fields to select by'),
      flag('list', 'bool', `show the ${words.field}`),
      absent('local', 'bool', 'Use --dry-run=client -o yaml.'),
      flag('overwrite', 'bool', 'replace a value that is there'),
    ],
    run: (call) => change(call, words),
  };
}

export const label = command(
  { command: 'label', field: 'labels', thing: 'label' },
  'Update the labels on a resource',
);
export const annotate = command(
  { command: 'annotate', field: 'annotations', thing: 'annotation' },
  'Update the annotations on a resource',
);

async function change({ session, flags, args }: Call, words: Words): Promise<void> {
  const firstChange = args.findIndex((arg) => /^[^=]+=/.test(arg) || (arg.endsWith('-') && arg.length > 1));
  const resources = firstChange < 0 ? args : args.slice(0, firstChange);
  const changes = firstChange < 0 ? [] : args.slice(firstChange);
  if (resources.length === 0 && flags.list('filename').length === 0) {
    throw new KubectlError(
      'error: one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  if (changes.length === 0 && !flags.bool('list')) {
    throw new KubectlError(`error: at least one ${words.thing} update is required`);
  }
  const { set, remove } = parseChanges(changes, words);
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: flags.bool('all'),
  };
  const { targets } = await select(session, resources, options);
  const errors: unknown[] = [];
  for (const target of targets) {
    try {
      for (const object of await fetchObjects(session, target, options)) {
        const { resource } = target;
        const namespace = object.metadata?.namespace ?? target.namespace;
        await changeOne(
          { session, flags },
          object,
          resourcePath(resource, namespace, nameOf(object)),
          set,
          remove,
          words,
        );
      }
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

function parseChanges(
  changes: readonly string[],
  words: Words,
): { set: Record<string, string>; remove: string[] } {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  for (const one of changes) {
    const equals = one.indexOf('=');
    if (equals > 0) set[one.slice(0, equals)] = one.slice(equals + 1);
    else if (one.endsWith('-')) remove.push(one.slice(0, -1));
    else throw new KubectlError(`error: unknown ${words.thing} spec: ${one}`);
  }
  if (words.field === 'labels') for (const [key, value] of Object.entries(set)) checkValue(key, value);
  const both = remove.find((key) => key in set);
  if (both) throw new KubectlError(`error: cannot modify and remove the same ${words.thing}`);
  return { set, remove };
}

/** @throws KubectlError */
function checkValue(key: string, value: string): void {
  if (/^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value)) return;
  throw new KubectlError(
    `error: invalid label value: "${key}=${value}": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
  );
}

async function changeOne(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  object: KubeObject,
  path: string,
  set: Record<string, string>,
  remove: readonly string[],
  { command: name, field, thing }: Words,
): Promise<void> {
  const before = object.metadata?.[field] ?? {};
  if (flags.bool('list')) {
    for (const key of Object.keys(before).sort()) session.out(`${key}=${before[key]}\n`);
    return;
  }
  if (!flags.bool('overwrite')) {
    const taken = Object.keys(set).filter((key) => key in before && before[key] !== set[key]);
    const texts = taken.map(
      (key) => `'${key}' already has a value (${before[key]}), and --overwrite is false`,
    );
    if (texts.length > 0)
      throw new KubectlError(`error: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`);
  }
  const absent = thing === 'label' ? remove.filter((key) => !(key in before)) : [];
  for (const key of absent) session.out(`${thing} "${key}" not found.\n`);
  const changed = Object.keys(set).filter((key) => before[key] !== set[key]);
  const removed = remove.filter((key) => key in before);
  const dryRun = dryRunOf(flags);
  let after = object;
  if (dryRun !== 'client' && changed.length + removed.length > 0) {
    const values: Record<string, string | null> = {};
    for (const key of changed) values[key] = set[key] ?? '';
    for (const key of removed) values[key] = null;
    after = await session.client.send<KubeObject>('PATCH', path, {
      body: { metadata: { [field]: values } },
      contentType: 'application/merge-patch+json',
      query: {
        ...writeQuery(flags, dryRun),
        fieldManager: flags.string('field-manager') || `kubectl-${name}`,
      },
    });
  } else if (dryRun === 'client') {
    const values = { ...before, ...set };
    for (const key of removed) delete values[key];
    after = { ...object, metadata: { ...object.metadata, [field]: values } };
  }
  const done = name === 'annotate' ? 'annotated' : whatHappened(changed.length, removed.length);
  const print = await resultPrinter(flags, done);
  session.out(print(after));
}

function whatHappened(changed: number, removed: number): string {
  if (changed > 0) return 'labeled';
  return removed > 0 ? 'unlabeled' : 'not labeled';
}
