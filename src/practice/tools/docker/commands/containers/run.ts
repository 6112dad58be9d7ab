import { writeFileSync } from 'node:fs';
import { FlagError, option } from '../../args/flags.ts';
import type { Command, CommandCall } from '../../command.ts';
import { checkTerminal, interact } from '../../containers/interact.ts';
import { createContainer } from '../../containers/obtain.ts';
import { containerOptions } from '../../containers/options.ts';
import { specFrom } from '../../containers/spec.ts';
import { DaemonError, DockerError } from '../../errors.ts';

const cidfile = option('cidfile', 'string', 'Write the container ID to the file');

export const run: Command = {
  usage: 'run [OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Create and run a new container from an image',
  aliases: ['container run', 'run'],
  options: [
    ...containerOptions,
    cidfile,
    option('detach d', 'bool', 'Run container in background and print container ID'),
    option('detach-keys', 'string', 'Override the key sequence for detaching a container'),
    option('sig-proxy', 'bool', 'Proxy received signals to the process (default true)'),
  ],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  stopsAtArgument: true,
  run: (call) => explained('run', () => runContainer(call)),
};

export const create: Command = {
  usage: 'create [OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Create a new container',
  aliases: ['container create', 'create'],
  options: [...containerOptions, cidfile],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  stopsAtArgument: true,
  run: (call) =>
    explained('create', async () => {
      call.streams.out(`${await make(call)}\n`);
      return 0;
    }),
};

async function make({
  flags,
  args: [image = '', ...command],
  streams,
  engine,
}: CommandCall): Promise<string> {
  const id = await createContainer(specFrom(flags, image, command), {
    engine,
    streams,
    pull: flags.string('pull') ?? 'missing',
    quiet: flags.bool('quiet'),
  });
  const file = flags.string('cidfile');
  if (file !== undefined) writeFileSync(file, id);
  return id;
}

async function runContainer(call: CommandCall): Promise<number> {
  const { flags, streams, engine } = call;
  const detach = flags.bool('detach');
  const wish = { stdin: flags.bool('interactive'), tty: flags.bool('tty') };
  if (!detach) checkTerminal(streams, wish);
  const id = await make(call);
  if (detach) {
    await engine.post('containers/start', { name: id });
    streams.out(`${id}\n`);
    return 0;
  }
  const stream = await engine.stream('containers/attach', { name: id, stdin: wish.stdin, start: true });
  const outcome = await interact(stream, {
    streams,
    ...wish,
    detachKeys: flags.string('detach-keys'),
    onSignal: (signal) => void engine.post('containers/kill', { name: id, signal }).catch(() => undefined),
  });
  return outcome === 'detached' ? 0 : outcome.exit;
}

/** `docker run` and `docker create` end with 125 to 127 when it is docker that fails, and say whose words they print. */
async function explained(name: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const help = `\n\nRun 'docker ${name} --help' for more information`;
    if (error instanceof DaemonError) {
      throw new DockerError(
        `docker: Error response from daemon: ${error.message}${help}`,
        exitCodeOf(error.message),
      );
    }
    if (error instanceof FlagError) {
      throw new DockerError(
        `${error.message}\n\nUsage:  docker ${name} [OPTIONS] IMAGE [COMMAND] [ARG...]${help}`,
        125,
      );
    }
    if (!(error instanceof DockerError)) throw error;
    if (error.message.startsWith('the input device')) throw error;
    throw new DockerError(`docker: ${error.message}${help}`, 125);
  }
}

function exitCodeOf(message: string): number {
  if (!message.includes('unable to start container process')) return 125;
  return /executable file not found|no such file or directory/.test(message) ? 127 : 126;
}
