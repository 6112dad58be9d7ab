import type { ContainerInfo } from '../../../../engine/containers/api.ts';
import { option } from '../../args/flags.ts';
import type { Command, CommandCall } from '../../command.ts';
import { checkTerminal, interact } from '../../containers/interact.ts';
import { signalName } from '../../containers/spec.ts';
import { DaemonError, DockerError } from '../../errors.ts';

const any = { min: 1, max: Number.POSITIVE_INFINITY };
const signalOption = option('signal s', 'string', 'Signal to send to the container');
const timeoutOption = option('timeout t', 'int', 'Seconds to wait before killing the container');
const timeOption = option('time', 'int', 'Seconds to wait before killing the container');

export const start: Command = {
  usage: 'start [OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Start one or more stopped containers',
  aliases: ['container start', 'start'],
  options: [
    option('attach a', 'bool', 'Attach STDOUT/STDERR and forward signals'),
    option('detach-keys', 'string', 'Override the key sequence for detaching a container'),
    option('interactive i', 'bool', "Attach container's STDIN"),
  ],
  args: any,
  async run(call) {
    const { flags, args, streams, engine } = call;
    if (!flags.bool('attach') && !flags.bool('interactive')) {
      const failed: string[] = [];
      await each(
        call,
        (name) => engine.post('containers/start', { name }),
        (name) => failed.push(name),
      );
      if (failed.length > 0) throw new DockerError(`Error: failed to start containers: ${failed.join(', ')}`);
      return 0;
    }
    if (args.length > 1) throw new DockerError('you cannot start and attach multiple containers at once');
    const [name = ''] = args;
    const { spec } = await engine.get<ContainerInfo>('containers/inspect', { name });
    const wish = { stdin: flags.bool('interactive') && spec.openStdin, tty: spec.tty };
    checkTerminal(streams, wish);
    const stream = await engine.stream('containers/attach', { name, stdin: wish.stdin, start: true });
    const outcome = await interact(stream, {
      streams,
      ...wish,
      detachKeys: flags.string('detach-keys'),
      onSignal: (signal) => void engine.post('containers/kill', { name, signal }).catch(() => undefined),
    });
    return outcome === 'detached' ? 0 : outcome.exit;
  },
};

export const stop: Command = {
  usage: 'stop [OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Stop one or more running containers',
  aliases: ['container stop', 'stop'],
  options: [signalOption, timeoutOption, timeOption],
  args: any,
  run: (call) => together(call, (name) => call.engine.post('containers/stop', { name, ...timeoutIn(call) })),
};

export const restart: Command = {
  usage: 'restart [OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Restart one or more containers',
  aliases: ['container restart', 'restart'],
  options: [signalOption, timeoutOption, timeOption],
  args: any,
  run: (call) =>
    together(call, (name) => call.engine.post('containers/restart', { name, ...timeoutIn(call) })),
};

export const kill: Command = {
  usage: 'kill [OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Kill one or more running containers',
  aliases: ['container kill', 'kill'],
  options: [signalOption],
  args: any,
  run(call) {
    const signal = signalName(call.flags.string('signal')) ?? 'SIGKILL';
    return together(call, (name) => call.engine.post('containers/kill', { name, signal }));
  },
};

export const rm: Command = {
  usage: 'rm [OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Remove one or more containers',
  aliases: ['container rm', 'container remove', 'rm'],
  options: [
    option('force f', 'bool', 'Force the removal of a running container (uses SIGKILL)'),
    option('link l', 'bool', 'Remove the specified link'),
    option('volumes v', 'bool', 'Remove anonymous volumes associated with the container'),
  ],
  args: any,
  async run(call) {
    const { flags, engine } = call;
    const force = flags.bool('force');
    const status = await together(call, (name) =>
      engine.post('containers/remove', { name, force, volumes: flags.bool('volumes') }),
    );
    return force ? 0 : status;
  },
};

export const wait: Command = {
  usage: 'wait CONTAINER [CONTAINER...]',
  summary: 'Block until one or more containers stop, then print their exit codes',
  aliases: ['container wait', 'wait'],
  options: [],
  args: any,
  run: (call) =>
    each(call, async (name) => {
      const { exit } = await call.engine.post<{ exit: number }>('containers/wait', { name });
      return String(exit);
    }),
};

export const rename: Command = {
  usage: 'rename CONTAINER NEW_NAME',
  summary: 'Rename a container',
  aliases: ['container rename', 'rename'],
  options: [],
  args: { min: 2, max: 2 },
  async run({ args: [name = '', to = ''], streams, engine }) {
    try {
      await engine.post('containers/rename', { name, to });
      return 0;
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      const isMissing = error.message.startsWith('No such container');
      streams.err(
        `Error response from daemon: ${isMissing ? '' : 'Error when allocating new name: '}${error.message}\n`,
      );
      throw new DockerError(`Error: failed to rename container named ${name}`);
    }
  },
};

function timeoutIn({ flags }: CommandCall): { timeout?: number } {
  const text = flags.string('timeout') ?? flags.string('time');
  return text === undefined ? {} : { timeout: Number(text) };
}

/** One after the other: prints the name of each, or what the work gives, and goes on after those that fail. */
async function each(
  { args, streams }: CommandCall,
  work: (name: string) => Promise<unknown>,
  failed: (name: string) => void = () => undefined,
): Promise<number> {
  let status = 0;
  for (const name of args) {
    try {
      const told = await work(name);
      streams.out(`${typeof told === 'string' ? told : name}\n`);
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      streams.err(`Error response from daemon: ${error.message}\n`);
      failed(name);
      status = 1;
    }
  }
  return status;
}

/** The same for work that takes its time: all at once, told of in the order that they were named. */
async function together(call: CommandCall, work: (name: string) => Promise<unknown>): Promise<number> {
  const started = new Map(
    call.args.map((name) => {
      const promise = work(name);
      promise.catch(() => undefined);
      return [name, promise] as const;
    }),
  );
  return each(call, async (name) => {
    await started.get(name);
  });
}
