import { Duplex } from 'node:stream';
import { controlFrame, dataFrame, frameTypes, resetReasons } from './frames.ts';
import type { Headers } from './header-block.ts';

export interface SpdyStream extends Duplex {
  readonly headers: Headers;
}

/** What a stream needs of its connection. */
export interface Wire {
  /** Calls back once it has been taken off our hands. */
  send(frame: Buffer, done?: () => void): void;
}

/** Bytes that wait to be read, of one stream, before all of its connection waits. */
const mostWaiting = 1024 * 1024;

/** One stream that a client has opened: ends when both sides have said so. */
export class IncomingStream extends Duplex implements SpdyStream {
  readonly id: number;
  readonly headers: Headers;
  readonly #wire: Wire;
  #resume: (() => void) | undefined;
  #cut = false;

  constructor(id: number, headers: Headers, wire: Wire) {
    super({ readableHighWaterMark: mostWaiting });
    this.id = id;
    this.headers = headers;
    this.#wire = wire;
    // Whoever forwards it hears of its close; an error nobody listens for would end the cluster.
    this.on('error', () => undefined);
  }

  /** What comes back, if anything, resolves once there is room for more. */
  receive(data: Buffer): Promise<void> | undefined {
    if (this.readableEnded || this.destroyed || data.length === 0 || this.push(data)) return undefined;
    return new Promise((resolve) => {
      this.#resume = () => {
        this.#resume = undefined;
        resolve();
      };
    });
  }

  receiveEnd(): void {
    if (!this.readableEnded && !this.destroyed) this.push(null);
  }

  /** The client, or the connection, is gone: nothing of it is to be sent any more. */
  cut(): void {
    this.#cut = true;
    this.destroy();
  }

  override _read(): void {
    this.#resume?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#wire.send(dataFrame(this.id, chunk, false), done);
  }

  override _final(done: () => void): void {
    this.#wire.send(dataFrame(this.id, Buffer.alloc(0), true), done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#resume?.();
    const whole = this.writableFinished && this.readableEnded;
    if (!whole && !this.#cut) this.#wire.send(controlFrame(frameTypes.reset, [this.id, resetReasons.cancel]));
    done(error);
  }
}
