import type { LogPart } from './api.ts';
import type { EngineContainer } from './container.ts';

/** `docker logs`: tells what a container printed, and what it goes on to print if that is asked for. */
export async function readLogs(
  container: EngineContainer,
  wish: Record<string, unknown>,
  tell: (part: LogPart) => void,
  signal: AbortSignal,
): Promise<void> {
  const { follow, tail, since, until, timestamps } = wish as {
    follow?: boolean;
    tail?: number;
    /** Milliseconds since the epoch. */
    since?: number;
    until?: number;
    timestamps?: boolean;
  };
  const end = until === undefined ? undefined : new Date(until).toISOString().slice(0, -1);
  const reading = {
    follow: follow === true,
    ...(tail === undefined ? {} : { tailLines: tail }),
    ...(since === undefined ? {} : { since: new Date(since) }),
  };
  for await (const records of container.log.records(reading, signal)) {
    for (const { time, stream, text } of records) {
      if (end !== undefined && time > end) continue;
      tell({ stream, text: timestamps ? `${time} ${text}` : text });
    }
  }
}
