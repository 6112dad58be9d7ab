import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, listAt, nameOf } from '../api/objects.ts';
import { dryRunOf, OUTPUT, SELECTOR, WRITE, writeQuery } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError, throwAll, usageError } from '../errors.ts';
import { namePrinter } from '../printers/objects.ts';
import { fetchObjects, select } from '../resources/selection.ts';

export const taint: Command = {
  usage: 'taint nodes NAME… KEY=VALUE:EFFECT… KEY:EFFECT- KEY- [flags]',
  summary: 'Update the taints on one or more nodes',
  flags: [
    ...OUTPUT,
    ...WRITE,
    SELECTOR,
    flag('all', 'bool', 'all nodes'),
    flag('overwrite', 'bool', 'replace a taint of the same key and effect'),
  ],
  run: runTaint,
};

interface Taint {
  key: string;
  value?: string;
  effect: string;
}

interface Changes {
  add: Taint[];
  /** An empty effect stands for every one. */
  remove: { key: string; effect: string; spec: string }[];
}

async function runTaint({ session, flags, args }: Call): Promise<void> {
  const isSpec = (arg: string) => /[=:]/.test(arg) || arg.endsWith('-');
  const first = args.findIndex((arg, index) => index > 0 && isSpec(arg));
  const resources = first < 0 ? args : args.slice(0, first);
  const specs = first < 0 ? [] : args.slice(first);
  const selector = flags.string('selector');
  if (resources.length === 0)
    throw new KubectlError('error: one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) throw new KubectlError('error: at least one taint update is required');
  const changes = parse(specs);
  const { targets } = await select(session, resources, { selector, all: flags.bool('all') });
  const dryRun = dryRunOf(flags);
  const errors: unknown[] = [];
  for (const target of targets) {
    for (const node of await fetchObjects(session, target, { selector })) {
      try {
        const { taints, done } = apply(node, changes, flags.bool('overwrite'));
        const path = resourcePath(target.resource, '', nameOf(node));
        if (dryRun !== 'client') {
          await session.client.send<KubeObject>('PATCH', path, {
            body: { spec: { taints: taints.length > 0 ? taints : null } },
            contentType: 'application/strategic-merge-patch+json',
            query: {
              ...writeQuery(flags, dryRun),
              fieldManager: flags.string('field-manager') || 'kubectl-taint',
            },
          });
        }
        session.out(namePrinter(done)(node));
      } catch (error) {
        errors.push(error);
      }
    }
  }
  throwAll(errors);
}

const NAME =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

function parse(specs: readonly string[]): Changes {
  const changes: Changes = { add: [], remove: [] };
  for (const spec of specs) {
    const removed = spec.endsWith('-');
    const [pair = '', effect = ''] = (removed ? spec.slice(0, -1) : spec).split(':');
    const [key = '', value] = pair.split('=');
    if (effect === '' && !removed) throw usageError('taint', `invalid taint spec: ${spec}, ${NAME}`);
    if (effect !== '' && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) {
      throw usageError('taint', `invalid taint effect: ${effect}, unsupported taint effect`);
    }
    if (removed) changes.remove.push({ key, effect, spec: spec.slice(0, -1) });
    else changes.add.push({ key, ...(value === undefined ? {} : { value }), effect });
  }
  return changes;
}

function apply(
  node: KubeObject,
  { add, remove }: Changes,
  overwrite: boolean,
): { taints: Taint[]; done: string } {
  const before = listAt(node, 'spec', 'taints') as unknown as Taint[];
  const same = (a: Taint, b: Taint) => a.key === b.key && a.effect === b.effect;
  const replaced = before.filter((one) => add.some((other) => same(one, other)));
  if (replaced.length > 0 && !overwrite) {
    throw new KubectlError(
      `error: node ${nameOf(node)} already has a taint(s) with same effect(s) and --overwrite is false`,
    );
  }
  const gone = (one: Taint) =>
    remove.some(({ key, effect }) => one.key === key && (effect === '' || one.effect === effect));
  const missing = remove.filter(
    ({ key, effect }) => !before.some((one) => one.key === key && (effect === '' || one.effect === effect)),
  );
  if (missing.length > 0) {
    throw new KubectlError(missing.map(({ spec }) => `error: taint "${spec}" not found`).join('\n'));
  }
  const kept = before.filter((one) => !gone(one) && !replaced.includes(one));
  const done =
    add.length === 0 ? 'untainted' : replaced.length > 0 || remove.length > 0 ? 'modified' : 'tainted';
  return { taints: [...add, ...kept], done };
}
