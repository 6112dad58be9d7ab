import { createParser } from 'eventsource-parser';
import { heartbeat, paths } from '../protocol/protocol.ts';
import { type LearnerView, learnerView } from '../protocol/view.ts';
import { RefusedByRoom, refusalOf, urlOf } from './ask.ts';
import { Backoff } from './backoff.ts';
import { Nap } from './nap.ts';

/** Without a sign of life for so long, the connection is dead, whatever the machine believes. */
const silence = 3 * heartbeat;

export interface ViewStreamOptions {
  readonly server: URL;
  readonly token: string;
  /** Done before each connection. */
  readonly enter: () => Promise<void>;
  readonly seen: (view: LearnerView) => void;
  readonly connected: (isConnected: boolean) => void;
  /** @returns false where it is refused for good */
  readonly mend: (refused: RefusedByRoom) => boolean;
}

/** Hears what the room tells a learner, and connects again whenever that breaks off. */
export class ViewStream {
  readonly #options: ViewStreamOptions;
  readonly #over = new AbortController();
  readonly #nap = new Nap(this.#over.signal);
  readonly #backoff = new Backoff();

  constructor(options: ViewStreamOptions) {
    this.#options = options;
    void this.#work();
  }

  close(): void {
    this.#over.abort();
  }

  async #work(): Promise<void> {
    while (!this.#over.signal.aborted) {
      try {
        await this.#listen();
        // A server that was stopped in good order is there again at once, or another one in its place.
        await this.#nap.pause(this.#backoff.next());
      } catch (error) {
        if (!(await this.#goesOn(error))) return;
      }
      this.#options.connected(false);
    }
  }

  async #goesOn(error: unknown): Promise<boolean> {
    this.#options.connected(false);
    const isFinal = error instanceof RefusedByRoom && error.wait === undefined;
    if (isFinal && !this.#options.mend(error)) return false;
    const wait = error instanceof RefusedByRoom ? (error.wait ?? 0) * 1000 : 0;
    await this.#nap.pause(Math.max(wait, this.#backoff.next()));
    return true;
  }

  async #listen(): Promise<void> {
    const { server, token, enter, seen, connected } = this.#options;
    await enter();
    const silent = new AbortController();
    const watchdog = setTimeout(() => silent.abort(), silence);
    try {
      const response = await fetch(urlOf(server, paths.view), {
        headers: { Accept: 'text/event-stream', Authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.any([silent.signal, this.#over.signal]),
      });
      if (!response.ok) throw refusalOf(response.status, await response.text());
      const parser = createParser({
        maxBufferSize: 1024 * 1024,
        onEvent: ({ event, data }) => {
          if (event !== 'view') return;
          const { data: view } = learnerView.safeParse(JSON.parse(data));
          if (view) seen(view);
        },
      });
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        watchdog.refresh();
        parser.feed(decoder.decode(chunk, { stream: true }));
        this.#backoff.reset();
        connected(true);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }
}
