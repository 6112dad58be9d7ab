import { qualified, resourcePath } from '../../api/discovery.ts';
import { dictAt, type KubeObject } from '../../api/objects.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError, throwAll } from '../../errors.ts';
import { resultPrinter } from '../../resources/submit.ts';
import { ROLLOUT_FLAGS, workloads } from './shared.ts';

export const pause: Command = {
  usage: 'rollout pause (TYPE NAME | TYPE/NAME) [flags]',
  summary: 'Mark the provided resource as paused',
  flags: ROLLOUT_FLAGS,
  run: (call) => setPaused(call, true),
};

export const resume: Command = {
  usage: 'rollout resume (TYPE NAME | TYPE/NAME) [flags]',
  summary: 'Resume a paused resource',
  flags: ROLLOUT_FLAGS,
  run: (call) => setPaused(call, false),
};

async function setPaused(call: Call, paused: boolean): Promise<void> {
  const { session, flags } = call;
  const word = paused ? 'pause' : 'resume';
  const print = await resultPrinter(flags, `${word}d`);
  const errors: unknown[] = [];
  for (const { resource, namespace, name, object } of await workloads(call)) {
    const what = `error: ${qualified(resource)} "${name}"`;
    if (resource.kind !== 'Deployment') {
      errors.push(new KubectlError(`${what} ${paused ? 'pausing' : 'resuming'} is not supported`));
    } else if ((dictAt(object, 'spec').paused === true) === paused) {
      errors.push(new KubectlError(`${what} is ${paused ? 'already' : 'not'} paused`));
    } else {
      const after = await session.client.send<KubeObject>('PATCH', resourcePath(resource, namespace, name), {
        body: { spec: { paused: paused ? true : null } },
        contentType: 'application/strategic-merge-patch+json',
        query: { fieldManager: flags.string('field-manager') || 'kubectl-rollout' },
      });
      session.out(print(after));
    }
  }
  throwAll(errors);
}
