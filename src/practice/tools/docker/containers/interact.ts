import type { Streams } from '../../common/streams.ts';
import type { EngineStream } from '../engine-client.ts';
import { DaemonError, DockerError } from '../errors.ts';

export interface Interaction {
  streams: Streams;
  stdin: boolean;
  tty: boolean;
  /** Keys that leave the container to itself; undefined where there is no leaving. */
  detachKeys?: string | undefined;
  /** What a signal to this process does; with a terminal, keys are the container's business. */
  onSignal?: ((signal: NodeJS.Signals) => void) | undefined;
}

/** How it went: the exit code, or that one has left while it runs on. */
export type Outcome = { exit: number } | 'detached';

/** @throws DockerError when a terminal is asked for and there is none */
export function checkTerminal(streams: Streams, { stdin, tty }: { stdin: boolean; tty: boolean }): void {
  if (stdin && tty && !streams.stdin.isTTY) throw new DockerError('the input device is not a TTY');
}

/** Connects this process's streams to something that runs in a container, until that ends. @throws DaemonError */
export async function interact(stream: EngineStream, wish: Interaction): Promise<Outcome> {
  const { streams, stdin, tty } = wish;
  const input = streams.stdin;
  const raw = stdin && tty && input.isTTY;
  let detached = false;
  const keys = raw ? detachSequence(wish.detachKeys ?? 'ctrl-p,ctrl-q') : undefined;
  const onData = (data: Buffer) => {
    const passed = keys ? keys(data) : data;
    if (passed === undefined) {
      detached = true;
      stream.close();
    } else if (passed.length > 0) stream.send({ data: passed.toString('base64') });
  };
  const onEnd = () => stream.send({ end: true });
  const signals = wish.onSignal && !raw ? forward(wish.onSignal) : undefined;
  const sendSize = () => {
    const { columns = 80, rows = 24 } = process.stdout;
    stream.send({ size: { columns, rows } });
  };
  if (tty && process.stdout.isTTY) {
    sendSize();
    process.stdout.on('resize', sendSize);
  }
  if (raw) input.setRawMode(true);
  if (stdin) input.on('data', onData).on('end', onEnd);
  try {
    for await (const part of stream) {
      if ('stdout' in part) streams.out(decoded(part.stdout, raw));
      else if ('stderr' in part) streams.err(decoded(part.stderr, raw).toString());
      else if ('error' in part) throw new DaemonError(500, part.error);
      else if ('exit' in part) return { exit: part.exit };
    }
  } catch (error) {
    if (!detached) throw error;
  } finally {
    signals?.();
    process.stdout.off('resize', sendSize);
    if (raw) input.setRawMode(false);
    if (stdin) {
      input.off('data', onData).off('end', onEnd);
      input.pause();
      input.unref?.();
    }
    stream.close();
  }
  if (detached) {
    streams.err('read escape sequence\n');
    return 'detached';
  }
  throw new DockerError('error waiting for container: the practice cluster ended');
}

/** Node.js leaves the terminal adding a return to every newline, also in raw mode. */
function decoded(data: string, raw: boolean): Buffer {
  const bytes = Buffer.from(data, 'base64');
  return raw ? Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : bytes;
}

/** Holds keys back while they may be the beginning of the sequence. Gives undefined once it is complete. */
function detachSequence(text: string): (data: Buffer) => Buffer | undefined {
  const sequence = text.split(',').map((key) => {
    const control = /^ctrl-(.)$/.exec(key)?.[1];
    return control === undefined ? key.charCodeAt(0) : control.toUpperCase().charCodeAt(0) & 0x1f;
  });
  const held: number[] = [];
  return (data) => {
    const passed: number[] = [];
    for (const byte of data) {
      held.push(byte);
      while (held.length > 0 && held.some((one, index) => one !== sequence[index]))
        passed.push(held.shift() ?? 0);
      if (held.length === sequence.length) return undefined;
    }
    return Buffer.from(passed);
  };
}

const mostSignals = 3;

/** Hands signals on, until too many of them have had no effect. */
function forward(onSignal: (signal: NodeJS.Signals) => void): () => void {
  let count = 0;
  const handler = (signal: NodeJS.Signals) => {
    count += 1;
    if (count >= mostSignals) {
      process.stderr.write(`\ngot ${mostSignals} SIGTERM/SIGINTs, forcefully exiting\n`);
      process.off('SIGINT', handler).off('SIGTERM', handler);
      process.kill(process.pid, 'SIGTERM');
      return;
    }
    onSignal(signal);
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return () => void process.off('SIGINT', handler).off('SIGTERM', handler);
}
