import { resourcePath } from '../api/discovery.ts';
import { dictAt, type KubeObject, nameOf } from '../api/objects.ts';
import { DRY_RUN, dryRunOf, operation, SELECTOR, writeQuery } from '../args/common.ts';
import type { Call, Command } from '../command.ts';
import { usageError } from '../errors.ts';
import { fetchObjects, select } from '../resources/selection.ts';

export const cordon: Command = {
  usage: 'cordon NODE',
  summary: 'Mark node as unschedulable',
  flags: [DRY_RUN, SELECTOR],
  run: (call) => setUnschedulable(call, true),
};

export const uncordon: Command = {
  usage: 'uncordon NODE',
  summary: 'Mark node as schedulable',
  flags: [DRY_RUN, SELECTOR],
  run: (call) => setUnschedulable(call, false),
};

/** Marks nodes so that no pod is put on them, or takes the mark away; says what was done. */
export async function setUnschedulable({ session, flags, args }: Call, wanted: boolean): Promise<void> {
  const word = wanted ? 'cordon' : 'uncordon';
  const selector = flags.string('selector');
  if (args.length === 0 && selector === '') throw usageError(word, `USAGE: ${word} NODE [flags]`);
  const names = args.map((arg) => (arg.includes('/') ? arg : `node/${arg}`));
  const { targets } = await select(session, selector ? ['nodes'] : names, { selector });
  const dryRun = dryRunOf(flags);
  for (const target of targets) {
    for (const node of await fetchObjects(session, target, { selector })) {
      const now = dictAt(node, 'spec').unschedulable === true;
      if (now === wanted) {
        session.out(`node/${nameOf(node)} already ${word}ed${operation('', dryRun)}\n`);
        continue;
      }
      if (dryRun !== 'client') {
        await session.client.send<KubeObject>('PATCH', resourcePath(target.resource, '', nameOf(node)), {
          body: { spec: { unschedulable: wanted ? true : null } },
          contentType: 'application/strategic-merge-patch+json',
          query: writeQuery(flags, dryRun),
        });
      }
      session.out(`node/${nameOf(node)} ${operation(`${word}ed`, dryRun)}\n`);
    }
  }
}
