import type { Duplex } from 'node:stream';
import { PassThrough } from 'node:stream';
import type { Api } from '../call.ts';
import type { RunCommand } from './command.ts';
import type { StreamRequest } from './handlers.ts';
import { serveSpdy } from './spdy/session.ts';
import type { SpdyStream } from './spdy/stream.ts';
import { createTerminalSizes } from './terminal-sizes.ts';

/** What `X-Stream-Protocol-Version` may say, best first. */
export const commandProtocols = [
  'v4.channel.k8s.io',
  'v3.channel.k8s.io',
  'v2.channel.k8s.io',
  'channel.k8s.io',
];

/** Milliseconds that a client has to open the streams that it asked for. */
const patience = 30_000;

/** A command whose streams are those of one SPDY connection. */
export async function serveCommandSpdy(
  run: RunCommand,
  api: Api,
  request: StreamRequest,
  socket: Duplex,
  protocol: string,
): Promise<void> {
  const gone = new AbortController();
  const opened = new Map<string, SpdyStream>();
  const wanted = wantedStreams(request.query, protocol);
  let complete = () => {};
  const ready = new Promise<void>((resolve) => {
    complete = resolve;
  });
  const session = serveSpdy(socket, (stream) => {
    const type = stream.headers.streamtype ?? '';
    if (!wanted.includes(type) || opened.has(type)) {
      stream.destroy();
      return;
    }
    opened.set(type, stream);
    if (opened.size === wanted.length) complete();
  });
  void session.closed.then(() => {
    gone.abort();
    complete();
  });
  const late = setTimeout(() => socket.destroy(), patience);
  await ready;
  clearTimeout(late);
  if (gone.signal.aborted) return;

  const sizes = createTerminalSizes();
  // One JSON object after the other; a terminal sends them one at a time.
  opened.get('resize')?.on('data', sizes.receive);
  const stdin = opened.get('stdin');
  // What is not an input says nothing but that it has ended.
  for (const [type, stream] of opened) if (type !== 'stdin' && type !== 'resize') stream.resume();
  if (opened.has('resize')) await sizes.first();
  const result = await run(api, request, {
    stdin: stdin && untilCut(stdin),
    stdout: opened.get('stdout') ?? new PassThrough().resume(),
    stderr: opened.get('stderr'),
    resize: sizes.listen,
    signal: AbortSignal.any([gone.signal, request.signal]),
  });
  const isStatus = protocol === 'v4.channel.k8s.io';
  if (isStatus) opened.get('error')?.write(JSON.stringify(result));
  else if (result.status === 'Failure') opened.get('error')?.write(result.message);
  for (const stream of opened.values()) stream.end();
  stdin?.resume();
  session.end();
}

function wantedStreams(query: URLSearchParams, protocol: string): string[] {
  const asked = (name: string) => query.get(name) === 'true';
  const tty = asked('tty');
  const resizes = tty && (protocol.startsWith('v4') || protocol.startsWith('v3'));
  return [
    'error',
    ...['stdin', 'stdout'].filter(asked),
    ...(asked('stderr') && !tty ? ['stderr'] : []),
    ...(resizes ? ['resize'] : []),
  ];
}

/** The same bytes; a connection that is cut is their end. */
function untilCut(stream: SpdyStream): PassThrough {
  const through = new PassThrough();
  stream.pipe(through);
  stream.once('close', () => through.end());
  return through;
}
