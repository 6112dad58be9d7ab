import { getText } from '../api/http.ts';
import type { Session } from '../api/session.ts';
import type { ContainerStatus, Pod } from './objects.ts';
import type { LastLine } from './pod.ts';

/** Reads the last log line of containers that ended, once an ending, and calls back when one has come. */
export function createLastLines(session: Session, onChange: () => void, signal: AbortSignal): LastLine {
  const lines = new Map<string, { restarts: number; line: string }>();

  const read = async (pod: Pod, container: ContainerStatus, entry: { line: string }) => {
    const { name, namespace = 'default' } = pod.metadata;
    // Once it runs again, its log is the new one's.
    const previous = container.state?.terminated === undefined && container.state?.waiting === undefined;
    const params = new URLSearchParams({
      container: container.name,
      tailLines: '5',
      previous: String(previous),
    });
    const connection = await session.connection();
    const text = await getText(
      connection,
      `/api/v1/namespaces/${namespace}/pods/${name}/log?${params}`,
      signal,
    );
    const line = text
      .trimEnd()
      .split('\n')
      .findLast((one) => one.trim() !== '')
      ?.trim();
    if (line === undefined || line === entry.line || signal.aborted) return;
    entry.line = line;
    onChange();
  };

  return (pod, container) => {
    const key = `${pod.metadata.uid ?? pod.metadata.name}/${container.name}`;
    const known = lines.get(key);
    if (known?.restarts === container.restartCount) return known.line;
    // Until it is read again, the line from the time before stands.
    const entry = { restarts: container.restartCount, line: known?.line ?? '' };
    lines.set(key, entry);
    // A log that cannot be read is a cause with one detail less.
    read(pod, container, entry).catch(() => {});
    return entry.line;
  };
}
