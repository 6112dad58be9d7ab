import type { Duplex } from 'node:stream';
import {
  type ControlFrame,
  controlFrame,
  createFrameParser,
  type Frame,
  frameTypes,
  isLast,
  numberOf,
  resetReasons,
} from './frames.ts';
import { createHeaderReader, createHeaderWriter } from './header-block.ts';
import { IncomingStream, type SpdyStream } from './stream.ts';

/** The server's side of one SPDY/3.1 connection. */
export interface SpdySession {
  /** Resolves, never rejects, when the connection is over. */
  readonly closed: Promise<void>;
  /** Takes no more streams, and closes the connection once those that there are have ended. */
  end(): void;
}

/** A connection for `exec` has five streams; one for `port-forward` two for each connection through it. */
const mostStreams = 2000;
/** Milliseconds that the client has to close its side of what is over. */
const patience = 10_000;
/** How often a client that is made to wait is asked, by a ping, whether it is there: milliseconds. */
const askEvery = 5_000;

/**
 * Serves streams over `socket`, which must be through with the upgrade. Kubernetes' clients count no windows and grant
 * none, so that neither does this side: a stream that nobody reads makes the whole connection wait.
 */
export function serveSpdy(socket: Duplex, onStream: (stream: SpdyStream) => void): SpdySession {
  const reader = createHeaderReader();
  const writer = createHeaderWriter();
  const streams = new Map<number, IncomingStream>();
  let newest = 0;
  let ending = false;
  let late: NodeJS.Timeout | undefined;
  const send = (frame: Buffer, done: () => void = () => undefined) => {
    if (socket.writable) socket.write(frame, () => done());
    else done();
  };
  const forget = (id: number) => {
    streams.delete(id);
    if (ending && streams.size === 0) socket.end();
  };

  async function open(frame: ControlFrame): Promise<void> {
    const id = numberOf(frame);
    // Behind the stream's number: that of another stream, its priority and its slot.
    const headers = await reader.read(frame.payload.subarray(10));
    if (ending || id <= newest || id % 2 === 0 || streams.size >= mostStreams) {
      const reason = ending || id > newest ? resetReasons.refusedStream : resetReasons.protocolError;
      return send(controlFrame(frameTypes.reset, [id, reason]));
    }
    newest = id;
    const stream = new IncomingStream(id, headers, { send });
    streams.set(id, stream);
    stream.once('close', () => forget(id));
    send(controlFrame(frameTypes.synReply, [id], await writer.write({})));
    onStream(stream);
    if (isLast(frame)) stream.receiveEnd();
  }

  async function control(frame: ControlFrame): Promise<void> {
    const { synStream, reset, ping, headers } = frameTypes;
    if (frame.type === synStream) await open(frame);
    else if (frame.type === reset) streams.get(numberOf(frame))?.cut();
    else if (frame.type === ping) {
      // Ours have even numbers: those are answers.
      if (numberOf(frame) % 2 === 1) send(controlFrame(ping, [numberOf(frame)]));
    } else if (frame.type === headers) {
      await reader.read(frame.payload.subarray(4));
      if (isLast(frame)) streams.get(numberOf(frame))?.receiveEnd();
    }
  }

  async function take(frame: Frame): Promise<void> {
    if (frame.kind === 'control') return control(frame);
    const stream = streams.get(frame.stream);
    const full = stream?.receive(frame.data);
    if (full) {
      const asking = setInterval(() => send(controlFrame(frameTypes.ping, [2])), askEvery);
      await full;
      clearInterval(asking);
    }
    if (frame.last) stream?.receiveEnd();
  }

  async function serve(): Promise<void> {
    const parse = createFrameParser();
    const onClose = () => {
      for (const stream of streams.values()) stream.cut();
    };
    socket.once('close', onClose);
    try {
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        for (const frame of parse(chunk)) await take(frame);
      }
    } catch {
      // Cut off, or not SPDY: there is nobody to tell.
    } finally {
      clearTimeout(late);
      onClose();
      socket.destroy();
      reader.close();
      writer.close();
    }
  }

  return {
    closed: serve(),
    end() {
      if (ending) return;
      ending = true;
      send(controlFrame(frameTypes.goAway, [newest, 0]));
      if (streams.size === 0) socket.end();
      late = setTimeout(() => socket.destroy(), patience);
      late.unref();
    },
  };
}
