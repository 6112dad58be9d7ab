import { Tabwriter } from '../../../common/tabwriter.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { describeName, revisionsOf } from './revisions.ts';
import { noVisitor, ROLLOUT_FLAGS, workloads } from './shared.ts';

export const history: Command = {
  usage: 'rollout history (TYPE NAME | TYPE/NAME) [--revision=N] [flags]',
  summary: 'View rollout history',
  flags: [...ROLLOUT_FLAGS, flag('revision', 'int', 'the details of this revision', '0')],
  run: runHistory,
};

async function runHistory(call: Call): Promise<void> {
  const { session, flags } = call;
  if (flags.int('revision') < 0) throw new KubectlError('error: revision must be a positive integer: -1');
  for (const workload of await workloads(call)) {
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(workload.resource.kind)) {
      throw noVisitor('history', workload);
    }
    const revisions = await revisionsOf(session, workload);
    const wanted = flags.int('revision');
    if (revisions.length === 0) {
      session.out(`${describeName(workload)} \nNo rollout history found.\n`);
      continue;
    }
    if (wanted === 0) {
      const rows = revisions.map(({ number, cause }) => `${number}\t${cause}\n`).join('');
      const table = new Tabwriter({ minWidth: 0, padding: 2 }).format(`REVISION\tCHANGE-CAUSE\n${rows}`);
      session.out(`${describeName(workload)} \n${table}\n`);
      continue;
    }
    const revision = revisions.find(({ number }) => number === wanted);
    if (!revision) throw new KubectlError(`error: unable to find the specified revision`);
    const { describeTemplate } = await import('../../describe/pod-template.ts');
    session.out(
      `${describeName(workload)} with revision #${wanted}\n${describeTemplate(revision.template)}\n`,
    );
  }
}
