import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { Link } from '../worker/link.ts';
import { writeTo } from '../worker/output.ts';
import { shapeProcess } from '../worker/process.ts';
import type { ThreadData } from '../worker/protocol.ts';

/** Thrown by `process.exit`, which does not return: it is to be caught by nobody, and means nothing where it is. */
export class Exit extends Error {}

export interface OwnProcess {
  readonly process: NodeJS.Process;
  /** To be called when a signal comes from outside. */
  readonly signal: (name: string) => void;
}

/** One of the processes of a shared thread: what it does not have of its own is the thread's. */
export function createProcess(
  link: Link,
  data: ThreadData,
  env: Readonly<Record<string, string>>,
  exit: (code: number) => void,
  isFolder: (inside: string) => boolean,
): OwnProcess {
  const own = Object.create(process) as NodeJS.Process;
  EventEmitter.call(own as unknown as EventEmitter);
  const began = performance.now();
  const define = (name: string, value: unknown) =>
    Object.defineProperty(own, name, { value, configurable: true, writable: true, enumerable: true });
  const stdout = outputOf(link, 'stdout', 1);
  const stderr = outputOf(link, 'stderr', 2);
  define('stdout', stdout);
  define('stderr', stderr);
  define('env', environment(env));
  define('argv', []);
  define('argv0', 'node');
  define('execArgv', []);
  define('exitCode', undefined);
  define('uptime', () => (performance.now() - began) / 1000);
  define('emitWarning', (warning: string | Error, kind: string | { type?: string } = 'Warning') => {
    const name = typeof kind === 'string' ? kind : (kind.type ?? 'Warning');
    const text = typeof warning === 'string' ? `${name}: ${warning}` : `${warning.name}: ${warning.message}`;
    stderr.write(`(node:${data.pid}) ${text}\n`);
  });
  const leave = (code?: number | string | null): never => {
    exit(Number(code ?? own.exitCode ?? 0));
    throw new Exit();
  };
  define('exit', leave);
  define('reallyExit', leave);
  define('abort', () => leave(134));
  return { process: own, signal: shapeProcess(own, data, leave, isFolder) };
}

function outputOf(link: Link, name: 'stdout' | 'stderr', fd: number): Writable {
  const stream = new Writable({ decodeStrings: false });
  return Object.assign(stream, { _write: writeTo(link, name), fd });
}

/** As Node's own: all in it is text. */
function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return new Proxy<NodeJS.ProcessEnv>(
    { ...env },
    { set: (target, name, value) => Reflect.set(target, name, String(value)) },
  );
}
