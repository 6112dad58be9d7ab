import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import type { Entries, Snapshot } from '../../src/hub/protocol/log-stream.ts';
import { paths } from '../../src/hub/protocol/protocol.ts';

/** An event of a learner, as the dashboard came to know of it. */
export interface Seen {
  readonly run: string;
  readonly seq: number;
  /** When it happened, by the learner's journal, and when it was here. */
  readonly at: number;
  readonly seen: number;
}

export interface Watch {
  readonly seen: readonly Seen[];
  /** Events that came twice, or before one that they follow. */
  readonly doubled: number;
  /** How many times the stream began anew, and how many of these with the whole state. */
  readonly connections: number;
  readonly snapshots: number;
  stop(): Promise<void>;
}

/** Reads the dashboard's stream, and goes on after the last that it saw whenever that breaks. */
export function watchRoom(port: () => number, token: string): Watch {
  const over = new AbortController();
  const seen: Seen[] = [];
  const counts = { doubled: 0, connections: 0, snapshots: 0 };
  let position = 0;

  const take = (event: string | undefined, data: string) => {
    if (event === 'snapshot') {
      counts.snapshots++;
      position = (JSON.parse(data) as Snapshot).state.position;
      return;
    }
    for (const entry of (JSON.parse(data) as Entries).entries) {
      if (entry.position <= position) counts.doubled++;
      position = entry.position;
      if (entry.source === 'room') continue;
      const { at } = entry.body as { at: string };
      seen.push({ run: entry.source, seq: entry.seq, at: Date.parse(at), seen: Date.now() });
    }
  };
  const read = async () => {
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(position > 0 && { 'Last-Event-ID': `${position}` }),
    };
    const response = await fetch(`http://127.0.0.1:${port()}${paths.log}`, { headers, signal: over.signal });
    if (!response.ok) throw new Error(`the dashboard's stream: HTTP ${response.status}`);
    counts.connections++;
    const decoder = new TextDecoder();
    const parser = createParser({ onEvent: ({ event, data }) => take(event, data) });
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  const reading = (async () => {
    while (!over.signal.aborted) {
      await read().catch(() => {});
      await sleep(100, undefined, { signal: over.signal }).catch(() => {});
    }
  })();
  return {
    seen,
    get doubled() {
      return counts.doubled;
    },
    get connections() {
      return counts.connections;
    },
    get snapshots() {
      return counts.snapshots;
    },
    async stop() {
      over.abort();
      await reading;
    },
  };
}
