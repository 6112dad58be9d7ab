import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sanitizer } from './sanitize.ts';

/** Milliseconds of work after which a flood of output lets others have their turn. */
const turn = 8;
/** Milliseconds without output after which a pipe that something still holds open counts as read to its end. */
const quiet = 50;
/** Milliseconds after which it counts so even if output keeps coming, once a piece was shorter than this. */
const patience = 250;
const fullPiece = 65_536;

/**
 * Reads a command's output: bytes to text (a character may come in two pieces), without control sequences. It takes
 * the next piece only when the last one was dealt with, so a flood waits in the command's pipe and not in memory.
 */
export class OutputPump {
  readonly #stream: Readable;
  readonly #onText: (text: string) => void;
  readonly #decoder = new TextDecoder();
  readonly #sanitizer = new Sanitizer();
  #pieces = 0;
  #wasEmptied = false;
  #spent = 0;
  #ended = false;
  #finished = false;
  readonly #end: Promise<void>;

  constructor(stream: Readable, onText: (text: string) => void) {
    this.#stream = stream;
    this.#onText = onText;
    this.#end = new Promise((resolve) => {
      const over = () => {
        this.#ended = true;
        resolve();
      };
      stream.once('end', over).once('close', over).once('error', over);
    });
    stream.on('data', (bytes: Buffer) => this.#take(bytes));
  }

  /**
   * Call when the command has ended: resolves when all that it printed was handed on. A background process that holds
   * the pipe open goes on unheard: closing the pipe would end it (SIGPIPE) at its next line.
   */
  async finish(): Promise<void> {
    const deadline = performance.now() + patience;
    this.#wasEmptied = false;
    while (!this.#ended && !(this.#wasEmptied && performance.now() > deadline)) {
      const before = this.#pieces;
      await Promise.race([this.#end, sleep(quiet, undefined, { ref: false })]);
      if (this.#pieces === before) break;
    }
    if (this.#finished) return;
    this.#finished = true;
    this.#emit(this.#decoder.decode());
    (this.#stream as Socket).unref?.();
  }

  #take(bytes: Buffer): void {
    this.#pieces++;
    this.#wasEmptied ||= bytes.length < fullPiece;
    if (this.#finished) return;
    const began = performance.now();
    this.#emit(this.#decoder.decode(bytes, { stream: true }));
    this.#spent += performance.now() - began;
    if (this.#spent < turn) return;
    this.#spent = 0;
    this.#stream.pause();
    setImmediate(() => this.#stream.resume());
  }

  #emit(text: string): void {
    const clean = this.#sanitizer.write(text);
    if (clean) this.#onText(clean);
  }
}
