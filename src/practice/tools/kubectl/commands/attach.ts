import { resourcePath } from '../api/discovery.ts';
import { nameOf, textAt } from '../api/objects.ts';
import { FILES } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { interact, terminalWanted, throwExit } from '../resources/interact.ts';
import { chooseContainer, containersOf } from '../resources/pods.ts';
import { findPod } from './exec.ts';

export const attach: Command = {
  usage: 'attach (POD | TYPE/NAME) [-c CONTAINER] [-i] [-t]',
  summary: 'Attach to a running container',
  flags: [
    ...FILES,
    flag('container c', 'string', 'the container'),
    flag('pod-running-timeout', 'duration', undefined, '1m0s'),
    flag('quiet q', 'bool', 'say nothing but what the container says'),
    flag('stdin i', 'bool', 'pass standard input to it'),
    flag('tty t', 'bool', 'standard input is a terminal'),
  ],
  run: runAttach,
};

async function runAttach({ session, flags, args }: Call): Promise<void> {
  const [who] = args;
  if (who === undefined) throw new KubectlError('error: at least 1 argument is required for attach');
  if (args.length > 1)
    throw new KubectlError(
      `error: expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    );
  const pod = await findPod(session, who);
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new KubectlError(`error: cannot attach a container in a completed pod; current phase is ${phase}`);
  }
  const wanted = flags.string('container');
  if (wanted !== '' && !Object.values(containersOf(pod)).flat().includes(wanted)) {
    throw new KubectlError(
      `error: cannot attach to the container: container ${wanted} not found in pod ${nameOf(pod)}`,
    );
  }
  const container = chooseContainer(session, pod, wanted, flags.bool('quiet'));
  const stdin = flags.bool('stdin');
  const tty = terminalWanted(session, { stdin, tty: flags.bool('tty') });
  const pods = await session.discovery.resolve('pods');
  const path = resourcePath(pods, pod.metadata?.namespace ?? session.namespace, nameOf(pod), 'attach');
  if (stdin && !flags.bool('quiet')) session.err("If you don't see a command prompt, try pressing enter.\n");
  throwExit(await interact(session, path, { container }, { stdin, tty }));
}
