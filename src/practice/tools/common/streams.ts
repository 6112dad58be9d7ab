/** Where a tool reads and writes. */
export interface Streams {
  out(data: string | Uint8Array): void;
  err(data: string): void;
  readonly stdin: NodeJS.ReadStream;
}

/** The streams of this process. A reader that goes away (`kubectl get … | head -1`) ends the tool without a word. */
export function processStreams(): Streams {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      dieOfPipe();
    });
  }
  return {
    out: (data) => void process.stdout.write(data),
    err: (data) => void process.stderr.write(data),
    get stdin() {
      return process.stdin;
    },
  };
}

/** Dies of SIGPIPE, as programs do that are not written in Node.js, which ignores it from its start. */
function dieOfPipe(): void {
  const handler = () => undefined;
  // The last handler to go leaves the signal with its own effect.
  process.on('SIGPIPE', handler).off('SIGPIPE', handler);
  process.kill(process.pid, 'SIGPIPE');
}

/** Everything that a stream says, until it ends. */
export async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
