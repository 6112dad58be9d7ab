import { createClock } from '../../base/clock.ts';
import { getText } from '../api/http.ts';
import type { Session } from '../api/session.ts';
import type { Pod } from './objects.ts';

/** What a pod's log tells of an error just now; empty while it is not known to. */
export type Complaint = (pod: Pod) => string;

/** Milliseconds of wall time between two looks at a log. */
const pause = 2_000;
/** How many of a log's last lines are looked at: what is further back may be over. */
const recent = 6;
const longest = 200;

/** Reads the logs of the pods that are asked about, again and again, and calls back when one tells something new. */
export function createComplaints(session: Session, onChange: () => void, signal: AbortSignal): Complaint {
  const known = new Map<string, string>();
  const clock = createClock();

  const read = async (path: string) => {
    const connection = await session.connection();
    const complaint = complaintIn(await getText(connection, path, signal));
    if (signal.aborted || complaint === known.get(path)) return;
    known.set(path, complaint);
    onChange();
  };
  const keepReading = async (path: string) => {
    while (!signal.aborted) {
      // A log that cannot be read tells nothing.
      await read(path).catch(() => {});
      await clock.sleep(pause, signal);
    }
  };

  return ({ metadata, spec }) => {
    const { name, namespace = 'default' } = metadata;
    for (const container of spec.containers) {
      const params = new URLSearchParams({ container: container.name, tailLines: String(recent) });
      const path = `/api/v1/namespaces/${namespace}/pods/${name}/log?${params}`;
      const complaint = known.get(path);
      if (complaint !== undefined && complaint !== '') return complaint;
      if (complaint !== undefined) continue;
      known.set(path, '');
      void keepReading(path);
    }
    return '';
  };
}

/** The line that says most: one that ends with a colon only announces the next. */
export function complaintIn(log: string): string {
  const lines = log.split('\n').map((line) => line.trim());
  const isError = (line: string | undefined) => /\b(error|exception|fatal|panic)\b/i.test(line ?? '');
  const announced = lines.findLastIndex((line) => isError(line) && line.endsWith(':'));
  const told = lines[announced + 1];
  const line = announced !== -1 && told ? told : lines.findLast(isError);
  return (line ?? '').slice(0, longest);
}
