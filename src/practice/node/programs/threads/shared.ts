import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { versions } from 'node:process';
import { MessageChannel } from 'node:worker_threads';
import { meterContainer } from '../../runtime/meter.ts';
import type { ContainerProcess } from '../program.ts';
import type { FromProgram } from '../shared/protocol.ts';
import { parseNodeCommand } from '../worker/command-line.ts';
import type { ToThread } from '../worker/protocol.ts';
import { serve, threadData } from './serve.ts';
import { SharedThread } from './shared-thread.ts';

/** Older versions of Node lose track of whose code it is that runs. */
const firstVersion = 24;

let thread: SharedThread | undefined;
let last = 0;

/** Programs that did not give way to others once: they are not let in again. */
const evicted = new Set<string>();

/**
 * Runs a program in the thread that it shares with others. Resolves to its exit code, or to `alone` when it has to run,
 * from its beginning, in a thread of its own.
 */
export function runShared(process: ContainerProcess): Promise<number | 'alone'> {
  const text = canShare(process) ? textOf(process) : undefined;
  if (text === undefined || evicted.has(text)) return Promise.resolve('alone');
  const { signal, killed, network } = process;
  const { port1: port, port2 } = new MessageChannel();
  last += 1;
  const id = last;
  thread ??= new SharedThread(() => {
    thread = undefined;
  });
  const own = thread;
  const send = (message: ToThread) => port.postMessage(message);
  const served = serve(process, send);
  const stopMeter = meterContainer(network, () => own.read(id));
  const pass = () => send({ type: 'signal', name: String(signal.reason) });
  return new Promise((resolve) => {
    const done = (result: number | 'alone') => {
      stopMeter();
      signal.removeEventListener('abort', pass);
      killed.removeEventListener('abort', end);
      port.close();
      served.close();
      resolve(result);
    };
    const end = () => {
      own.drop(id);
      done(1);
    };
    port.on('message', (message: FromProgram) => {
      if (message.type !== 'ended' && message.type !== 'unfit') return served.hear(message);
      own.forget(id);
      done(message.type === 'unfit' ? 'alone' : message.code);
    });
    signal.addEventListener('abort', pass, { once: true });
    killed.addEventListener('abort', end, { once: true });
    const onEvicted = () => {
      evicted.add(text);
      done('alone');
    };
    own.start({ type: 'start', id, data: threadData(process), env: process.env, port: port2 }, { onEvicted });
    if (killed.aborted) end();
    else if (signal.aborted) pass();
  });
}

/** A file of the image, by itself and without a limit that a heap of its own would have to hold. */
function canShare({ argv, stdin, tty, memoryLimit, pid }: ContainerProcess): boolean {
  const { script, code, print, preload, envFiles } = parseNodeCommand(argv.slice(1));
  if (Number.parseInt(versions.node, 10) < firstVersion || script === undefined || code !== undefined)
    return false;
  return (
    pid === 1 &&
    !stdin &&
    !tty &&
    memoryLimit === undefined &&
    !print &&
    preload.length + envFiles.length === 0
  );
}

/** By which a program is known again; undefined where there is none. */
function textOf({ argv, cwd, paths }: ContainerProcess): string | undefined {
  const { script = '' } = parseNodeCommand(argv.slice(1));
  try {
    const source = readFileSync(paths.toHost(path.posix.resolve(cwd, script)));
    return createHash('sha256').update(argv.join('\0')).update(source).digest('hex');
  } catch {
    return undefined;
  }
}
