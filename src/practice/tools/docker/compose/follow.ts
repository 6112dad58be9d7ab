import type { Failure } from '../../../engine/api.ts';
import type { ContainerInfo, LogPart } from '../../../engine/containers/api.ts';
import type { Streams } from '../../common/streams.ts';
import type { EngineClient } from '../engine-client.ts';
import { isRunning } from './containers.ts';

export interface LogWish {
  engine: EngineClient;
  streams: Streams;
  follow: boolean;
  timestamps: boolean;
  prefix: boolean;
  color: boolean;
  tail?: number | undefined;
  /** Milliseconds since the epoch. */
  since?: number | undefined;
  until?: number | undefined;
}

const colors = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

/** What stands before the lines of each container: `web-1  | `, aligned. */
export function prefixes(
  containers: readonly ContainerInfo[],
  project: string,
  color: boolean,
): Map<string, string> {
  const short = (name: string) => (name.startsWith(`${project}-`) ? name.slice(project.length + 1) : name);
  const width = Math.max(0, ...containers.map(({ name }) => short(name).length)) + 2;
  return new Map(
    containers.map(({ id, name }, index) => {
      const text = `${short(name).padEnd(width)}| `;
      return [id, color ? `\u001b[${colors[index % colors.length]}m${text}\u001b[0m` : text];
    }),
  );
}

/** Prints a container's log, and what follows over all its restarts where that is asked for. */
export async function showLog(info: ContainerInfo, prefix: string, wish: LogWish): Promise<void> {
  const { engine, streams } = wish;
  let since = wish.since;
  let tail = wish.tail;
  for (;;) {
    const parts = engine.lines<LogPart | Failure>('containers/logs', {
      name: info.id,
      follow: wish.follow,
      timestamps: wish.timestamps,
      ...(tail === undefined ? {} : { tail }),
      ...(since === undefined ? {} : { since }),
      ...(wish.until === undefined ? {} : { until: wish.until }),
    });
    for await (const part of parts) {
      if ('error' in part) return;
      const lines = part.text.replace(/\n$/, '').split('\n');
      streams.out(lines.map((line) => `${wish.prefix ? prefix : ''}${line}\n`).join(''));
    }
    if (!wish.follow) return;
    const now = await restarted(engine, info.id);
    if (!now) return;
    since = Date.parse(now.state.startedAt);
    tail = undefined;
  }
}

/** The container, once it runs again; undefined when it will not by itself. */
async function restarted(engine: EngineClient, id: string): Promise<ContainerInfo | undefined> {
  for (;;) {
    const now = await engine.get<ContainerInfo>('containers/inspect', { name: id }).catch(() => undefined);
    if (!now || !isRunning(now)) return undefined;
    if (now.state.status === 'running') return now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
