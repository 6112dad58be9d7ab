import type { IncomingMessage, ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { NotExecutable } from '../../node/runtime/executables.ts';
import { EngineError } from '../errors.ts';
import type { Containers } from './containers.ts';
import { flushed, openStreams } from './stream.ts';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * `docker attach`, and what `docker run` does before it starts a container: shows what it prints from now on, and hands
 * it what is typed once it runs. Ends with the container.
 */
export async function attach(
  containers: Containers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wire = await openStreams(request, response);
  const { name, stdin, logs, start } = wire.first as Record<string, unknown>;
  const container = containers.get(String(name));
  if (!start && !container.running) {
    throw new EngineError(409, 'cannot attach to a stopped container, start it first');
  }
  const leave = container.audience.join({ stdout: wire.stdout, stderr: wire.stderr });
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  wire.tell({ attached: true });
  const over = container.wait('next-exit', wire.signal);
  try {
    if (logs) for await (const part of container.log.read({})) wire.stdout.write(part);
    if (start) await container.start();
    const typed = stdin ? wire.stdin : undefined;
    if (typed && container.running) {
      void container.process.attach({
        stdin: typed,
        stdout: nowhere(),
        stderr: nowhere(),
        signal: wire.signal,
        resize: wire.resize,
      });
    }
    const exit = await over;
    await flushed(wire.stdout, wire.stderr);
    wire.end({ exit });
  } catch (error) {
    wire.end({ error: (error as Error).message });
  } finally {
    leave();
  }
}

/** `docker exec` */
export async function exec(
  containers: Containers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wire = await openStreams(request, response);
  const wish = wire.first as {
    name: string;
    command: string[];
    tty: boolean;
    stdin: boolean;
    env: string[];
    workdir?: string;
    detach: boolean;
  };
  const container = containers.get(wish.name);
  const { record } = container;
  const running = container.process;
  const base = record.env.map(split);
  const env = Object.fromEntries([
    ['HOME', '/root'],
    ['HOSTNAME', container.station?.pod.hostname ?? ''],
    ...(wish.tty ? [['TERM', 'xterm'] as const] : []),
    ...base,
    ...wish.env.map(split),
  ]) as Record<string, string>;
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  wire.tell({ attached: true });
  try {
    const gone = wish.detach ? new AbortController().signal : wire.signal;
    const done = running.exec({
      command: wish.command,
      tty: wish.tty,
      env,
      cwd: wish.workdir ?? record.workdir,
      stdin: wish.stdin ? wire.stdin : undefined,
      stdout: wish.detach ? nowhere() : wire.stdout,
      stderr: wish.detach ? nowhere() : wire.stderr,
      signal: gone,
      resize: wire.resize,
    });
    if (wish.detach) {
      done.catch(() => undefined);
      return wire.end({ exit: 0 });
    }
    const exit = await done;
    await flushed(wire.stdout, wire.stderr);
    wire.end({ exit });
  } catch (error) {
    if (!(error instanceof NotExecutable)) throw error;
    wire.tell({
      error: `OCI runtime exec failed: exec failed: unable to start container process: ${error.message}`,
    });
    wire.end({ exit: error.exitCode });
  }
}

function split(entry: string): [string, string] {
  const equals = entry.indexOf('=');
  return [entry.slice(0, equals), entry.slice(equals + 1)];
}
