import type { IncomingMessage, ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { PassThrough, Writable } from 'node:stream';
import type { StreamInput, StreamOutput } from './api.ts';

interface Size {
  columns: number;
  rows: number;
}

/** Both ways of a container's streams over one request: lines of JSON that come, lines of JSON that go. */
export interface WireStreams {
  /** The first line, which says what is asked for. */
  first: Record<string, unknown>;
  stdin: PassThrough;
  stdout: Writable;
  stderr: Writable;
  /** The sizes of the client's terminal, as they change. */
  resize(listener: (size: Size) => void): void;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
  tell(output: StreamOutput): void;
  end(output?: StreamOutput): void;
}

export async function openStreams(request: IncomingMessage, response: ServerResponse): Promise<WireStreams> {
  const gone = new AbortController();
  const listeners: ((size: Size) => void)[] = [];
  let size: Size | undefined;
  const stdin = new PassThrough();
  response.once('close', () => {
    gone.abort();
    stdin.end();
  });
  const tell = (output: StreamOutput) => void response.write(`${JSON.stringify(output)}\n`);
  const lines = createInterface({ input: request });
  // A client that goes in the middle of it is told of by `signal`.
  lines.on('error', () => undefined);
  const first = await new Promise<Record<string, unknown>>((resolve) => {
    lines.once('line', (line) => {
      lines.on('line', (later) => take(JSON.parse(later) as StreamInput));
      resolve(JSON.parse(line) as Record<string, unknown>);
    });
    lines.once('close', () => resolve({}));
  });
  function take(input: StreamInput): void {
    if ('data' in input) stdin.write(Buffer.from(input.data, 'base64'));
    else if ('end' in input) stdin.end();
    else {
      size = input.size;
      for (const listener of listeners) listener(input.size);
    }
  }
  const writer = (stream: 'stdout' | 'stderr') =>
    new Writable({
      decodeStrings: true,
      write(chunk: Buffer, _encoding, done) {
        const data = chunk.toString('base64');
        // A client that has gone needs nothing more; the command hears of it by its signal.
        if (response.destroyed) return done();
        response.write(`${JSON.stringify(stream === 'stdout' ? { stdout: data } : { stderr: data })}\n`, () =>
          done(),
        );
      },
    });
  return {
    first,
    stdin,
    stdout: writer('stdout'),
    stderr: writer('stderr'),
    resize(listener) {
      listeners.push(listener);
      if (size) listener(size);
    },
    signal: gone.signal,
    tell,
    end(output) {
      if (output) tell(output);
      response.end();
    },
  };
}

/** Who ends a stream next must not lose what is still on its way. */
export async function flushed(...streams: Writable[]): Promise<void> {
  await Promise.all(
    streams.map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))),
  );
}
