import type { ContainerInfo } from '../../../../engine/containers/api.ts';
import { option } from '../../args/flags.ts';
import type { Command } from '../../command.ts';
import { checkTerminal, interact } from '../../containers/interact.ts';
import { environment } from '../../containers/values.ts';
import { DaemonError, DockerError } from '../../errors.ts';

export const exec: Command = {
  usage: 'exec [OPTIONS] CONTAINER COMMAND [ARG...]',
  summary: 'Execute a command in a running container',
  aliases: ['container exec', 'exec'],
  options: [
    option('detach d', 'bool', 'Detached mode: run command in the background'),
    option('detach-keys', 'string', 'Override the key sequence for detaching a container'),
    option('env e', 'list', 'Set environment variables'),
    option('env-file', 'list', 'Read in a file of environment variables'),
    option('interactive i', 'bool', 'Keep STDIN open even if not attached'),
    option('privileged', 'bool', 'Give extended privileges to the command'),
    option('tty t', 'bool', 'Allocate a pseudo-TTY'),
    option('user u', 'string', 'Username or UID (format: "<name|uid>[:<group|gid>]")'),
    option('workdir w', 'string', 'Working directory inside the container'),
  ],
  args: { min: 2, max: Number.POSITIVE_INFINITY },
  stopsAtArgument: true,
  async run({ flags, args: [name = '', ...command], streams, engine }) {
    const detach = flags.bool('detach');
    const wish = { stdin: flags.bool('interactive') && !detach, tty: flags.bool('tty') };
    if (!detach) checkTerminal(streams, wish);
    const workdir = flags.string('workdir');
    const stream = await engine.stream('containers/exec', {
      name,
      command,
      tty: wish.tty,
      stdin: wish.stdin,
      env: environment(flags.list('env'), flags.list('env-file')),
      ...(workdir === undefined ? {} : { workdir }),
      detach,
    });
    try {
      const outcome = await interact(stream, { streams, ...wish, detachKeys: flags.string('detach-keys') });
      return outcome === 'detached' ? 0 : outcome.exit;
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      const code = /executable file not found|stat .*: no such file/.test(error.message) ? 127 : 126;
      throw new DockerError(error.message, code);
    }
  },
};

export const attach: Command = {
  usage: 'attach [OPTIONS] CONTAINER',
  summary: 'Attach local standard input, output, and error streams to a running container',
  aliases: ['container attach', 'attach'],
  options: [
    option('detach-keys', 'string', 'Override the key sequence for detaching a container'),
    option('no-stdin', 'bool', 'Do not attach STDIN'),
    option('sig-proxy', 'bool', 'Proxy all received signals to the process (default true)'),
  ],
  args: { min: 1, max: 1 },
  async run({ flags, args: [name = ''], streams, engine }) {
    const { spec, state } = await engine.get<ContainerInfo>('containers/inspect', { name });
    if (state.status !== 'running') {
      throw new DockerError(
        state.status === 'restarting'
          ? 'cannot attach to a restarting container, wait until it is running'
          : 'cannot attach to a stopped container, start it first',
      );
    }
    const wish = { stdin: spec.openStdin && !flags.bool('no-stdin'), tty: spec.tty };
    checkTerminal(streams, wish);
    const stream = await engine.stream('containers/attach', { name, stdin: wish.stdin });
    const proxy = flags.string('sig-proxy') !== 'false';
    const outcome = await interact(stream, {
      streams,
      ...wish,
      detachKeys: flags.string('detach-keys'),
      onSignal: proxy
        ? (signal) => void engine.post('containers/kill', { name, signal }).catch(() => undefined)
        : undefined,
    });
    return outcome === 'detached' ? 0 : outcome.exit;
  },
};
