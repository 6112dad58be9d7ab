/** Where a tool reads and writes. */
export interface Streams {
  out(data: string | Uint8Array): void;
  err(data: string): void;
  readonly stdin: NodeJS.ReadStream;
}

/**
 * The streams of this process. A reader that goes away (`kubectl get … | head -1`) ends the tool without a word, as
 * SIGPIPE would.
 */
export function processStreams(): Streams {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(141);
      throw error;
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

/** Everything that a stream says, until it ends. */
export async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
