import { qualified, resourcePath } from '../../api/discovery.ts';
import { dictAt, type KubeObject } from '../../api/objects.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError, throwAll } from '../../errors.ts';
import { resultPrinter } from '../../resources/submit.ts';
import { ROLLOUT_FLAGS, workloads } from './shared.ts';

export const restart: Command = {
  usage: 'rollout restart (TYPE NAME | TYPE/NAME) [flags]',
  summary: 'Restart a resource',
  flags: ROLLOUT_FLAGS,
  run: runRestart,
};

async function runRestart(call: Call): Promise<void> {
  const { session, flags } = call;
  const print = await resultPrinter(flags, 'restarted');
  const errors: unknown[] = [];
  for (const { resource, namespace, name, object } of await workloads(call)) {
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(resource.kind)) {
      errors.push(new KubectlError(`error: ${qualified(resource)} "${name}" restarting is not supported`));
      continue;
    }
    if (dictAt(object, 'spec').paused === true) {
      errors.push(
        new KubectlError(
          `error: ${qualified(resource)} "${name}" can't restart paused deployment (run rollout resume first)`,
        ),
      );
      continue;
    }
    const annotations = { 'kubectl.kubernetes.io/restartedAt': localTime(new Date()) };
    const after = await session.client.send<KubeObject>('PATCH', resourcePath(resource, namespace, name), {
      body: { spec: { template: { metadata: { annotations } } } },
      contentType: 'application/strategic-merge-patch+json',
      query: { fieldManager: flags.string('field-manager') || 'kubectl-rollout' },
    });
    session.out(print(after));
  }
  throwAll(errors);
}

/** RFC 3339 in local time, to the second. */
function localTime(time: Date): string {
  const offset = -time.getTimezoneOffset();
  if (offset === 0) return time.toISOString().replace(/\.\d+Z$/, 'Z');
  const two = (value: number) => String(value).padStart(2, '0');
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}
