import fs from 'node:fs';
import type { Server, Socket } from 'node:net';
import path from 'node:path';
import { createContainerPaths } from '../../runtime/container-paths.ts';
import { parseNodeCommand } from '../worker/command-line.ts';
import { describeCrash } from '../worker/crash.ts';
import { createFileView } from '../worker/files.ts';
import { createLink, type Link } from '../worker/link.ts';
import { createContext } from './context.ts';
import { firstOutput } from './first-output.ts';
import { Unfit } from './fitness.ts';
import { Keeper } from './keeper.ts';
import { load } from './loader.ts';
import { createModules } from './modules.ts';
import { createProcess, Exit } from './process.ts';
import type { FromProgram, StartProgram } from './protocol.ts';
import { createTimers } from './timers.ts';
import { inWorld, type World } from './world.ts';

/** Node's exit code where the program still waited for something that nothing can bring about any more. */
const unsettled = 13;

export interface Program {
  readonly world: World;
  /** Ends it without a word: the cluster knows already. */
  readonly drop: () => void;
}

/** Starts a program in a world of its own. `onEnd` is called once it has ended. */
export function startProgram({ id, data, env, port }: StartProgram, onEnd: () => void): Program {
  const say = (message: FromProgram) => port.postMessage(message);
  const keeper = new Keeper(() => leave());
  const first = firstOutput(createLink(port));
  const link = keptLink(first.link, keeper);
  const paths = createContainerPaths(data.root, data.mounts, data.readOnlyRoot);
  const files = createFileView(
    paths,
    () => own.process.cwd(),
    () => keeper.hold(),
  );
  const isFolder = (inside: string) =>
    inWorld(world, () => fs.statSync(inside, { throwIfNoEntry: false })?.isDirectory() === true);
  let evaluated = false;
  let leaving = false;

  const finish = (code: number) => {
    if (keeper.ended) return;
    first.show();
    keeper.end();
    say({ type: 'ended', code });
    port.close();
    onEnd();
  };
  const emit = (name: string, ...args: unknown[]) =>
    inWorld(world, () => own.process.emit(name as 'exit', ...(args as [number])));
  /** Once, and what its listeners throw is no reason to stay. */
  const exit = (code: number) => {
    if (leaving) return;
    leaving = true;
    own.process.exitCode = code;
    try {
      emit('exit', code);
    } catch (error) {
      if (!(error instanceof Exit)) link.output('stderr', describeCrash(error, paths));
    }
    finish(Number(own.process.exitCode));
  };
  const leave = () => {
    if (!evaluated) return exit(unsettled);
    const code = () => Number(own.process.exitCode ?? 0);
    attempt(() => emit('beforeExit', code()));
    if (!keeper.isBusy()) exit(code());
  };
  const crash: World['crash'] = (error, origin) => {
    if (keeper.ended || error instanceof Exit) return;
    const handlers = origin === 'unhandledRejection' ? [origin, 'uncaughtException'] : [origin];
    const handler = handlers.find((name) => own.process.listenerCount(name) > 0);
    try {
      if (handler) return void emit(handler, error, origin);
      link.output('stderr', describeCrash(error, paths));
    } catch (another) {
      if (another instanceof Exit) return;
      link.output('stderr', describeCrash(another, paths));
    }
    exit(handler ? 7 : 1);
  };

  const attempt = (run: () => void) => {
    try {
      run();
    } catch (error) {
      crash(error, 'uncaughtException');
    }
  };
  const { script = '', args } = parseNodeCommand(data.args);
  const own = createProcess(link, data, env, exit, isFolder);
  const net = {
    link,
    ip: data.ip,
    toHost: files.toHost,
    opened: (one: Socket | Server) => keeper.opened(one),
    accepted(socket: Socket) {
      belongHere(socket);
      keeper.opened(socket);
    },
  };
  const world: World = { id, data, link, files, net, process: own.process, keeper, crash };
  link.onSignal((name) => {
    if (!keeper.ended) attempt(() => inWorld(world, () => own.signal(name)));
  });

  void inWorld(world, async () => {
    const timers = createTimers(keeper, data.speed);
    const console = new globalThis.console.Console({
      stdout: own.process.stdout,
      stderr: own.process.stderr,
    });
    const context = createContext({ ...timers.globals, process: own.process, console });
    const release = keeper.hold();
    try {
      const { file, run } = await load(
        path.posix.resolve(data.cwd, script),
        context,
        createModules(own.process, timers, keeper),
      );
      own.process.argv = ['/usr/local/bin/node', file, ...args];
      setImmediate(first.show);
      const running = run();
      release();
      await running;
      evaluated = true;
      keeper.check();
    } catch (error) {
      if (error instanceof Unfit) {
        say({ type: 'unfit' });
        drop();
      } else crash(error, 'uncaughtException');
    }
  });
  const drop = () => {
    keeper.end();
    port.close();
    onEnd();
  };
  return { world, drop };
}

/** A line that keeps the program alive while it waits for an answer, and is dead once the program is. */
function keptLink(link: Link, keeper: Keeper): Link {
  return {
    ...link,
    ask(question, ask) {
      if (keeper.ended) return new Promise(() => undefined);
      const release = keeper.hold();
      return link.ask(question, ask).finally(release);
    },
    closed: (port) => void (keeper.ended || link.closed(port)),
    output: (stream, data) => void (keeper.ended || link.output(stream, data)),
  };
}

/** Node takes what a server accepts for a part of whatever ran last. */
function belongHere(socket: Socket): void {
  const { _handle: handle } = socket as Socket & { _handle?: { asyncReset(resource: object): void } };
  handle?.asyncReset(handle);
}
