import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, nameOf, textAt } from '../api/objects.ts';
import { FILES } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { interact, terminalWanted, throwExit } from '../resources/interact.ts';
import { chooseContainer, podsOf } from '../resources/pods.ts';
import { select } from '../resources/selection.ts';
import type { Session } from '../session.ts';

export const exec: Command = {
  usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [ARGS…]',
  summary: 'Execute a command in a container',
  flags: [
    ...FILES,
    flag('container c', 'string', 'the container'),
    flag('pod-running-timeout', 'duration', undefined, '1m0s'),
    flag('quiet q', 'bool', 'say nothing but what the command says'),
    flag('stdin i', 'bool', 'pass standard input to it'),
    flag('tty t', 'bool', 'standard input is a terminal'),
  ],
  run: runExec,
};

async function runExec({ session, flags, args, beforeDash }: Call): Promise<void> {
  const [who] = beforeDash === 0 ? [] : args;
  if (who === undefined) throw new KubectlError('error: pod, type/name or --filename must be specified');
  if (beforeDash === undefined && args.length > 1) {
    throw new KubectlError(
      "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples",
    );
  }
  const command = beforeDash === undefined ? [] : args.slice(beforeDash);
  if (command.length === 0)
    throw new KubectlError('error: you must specify at least one command for the container');
  const pod = await findPod(session, who);
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new KubectlError(
      `error: cannot exec into a container in a completed pod; current phase is ${phase}`,
    );
  }
  // One that the pod does not have is the server's to refuse.
  const container = flags.string('container') || chooseContainer(session, pod, '', flags.bool('quiet'));
  const wish = { stdin: flags.bool('stdin'), tty: flags.bool('tty') };
  const tty = terminalWanted(session, wish);
  const pods = await session.discovery.resolve('pods');
  const path = resourcePath(pods, pod.metadata?.namespace ?? session.namespace, nameOf(pod), 'exec');
  throwExit(await interact(session, path, { container, command }, { stdin: wish.stdin, tty }));
}

/** The pod that `POD` or `TYPE/NAME` means; a workload's most active one. @throws KubectlError */
export async function findPod(session: Session, who: string): Promise<KubeObject> {
  const { targets } = await select(session, who.includes('/') ? [who] : ['pods', who], {});
  const [target] = targets;
  if (!target?.name) throw new KubectlError('error: pod, type/name or --filename must be specified');
  const { resource, namespace, name } = target;
  if (resource.kind === 'Pod') return session.client.get<KubeObject>(resourcePath(resource, namespace, name));
  const [pod] = await podsOf(session, resource, namespace, name, 'for-exec');
  if (!pod) throw new KubectlError('error: timed out waiting for the condition');
  return pod;
}
