import { type Resource, resourcePath } from '../api/discovery.ts';
import type { KubeObject, ObjectList } from '../api/objects.ts';
import { watch } from '../api/watch.ts';
import { StatusError } from '../errors.ts';
import type { Session } from '../session.ts';

export type Awaited = 'met' | 'timeout';

/**
 * Looks at one object, now and after every change, until `done` says so. `done` gets undefined while there is none.
 *
 * @param timeout in ms; 0 looks once
 */
export async function awaitObject(
  session: Session,
  { resource, namespace, name }: { resource: Resource; namespace: string; name: string },
  timeout: number,
  done: (object: KubeObject | undefined) => boolean,
): Promise<Awaited> {
  const path = resourcePath(resource, namespace);
  const fieldSelector = `metadata.name=${name}`;
  const deadline = new AbortController();
  const timer = timeout > 0 ? setTimeout(() => deadline.abort(), timeout) : undefined;
  try {
    while (!deadline.signal.aborted) {
      const list = await session.client.get<ObjectList>(path, { query: { fieldSelector } });
      const [found] = list.items ?? [];
      if (done(found && { ...found, kind: resource.kind })) return 'met';
      if (timeout === 0) return 'timeout';
      const query = { fieldSelector, resourceVersion: list.metadata?.resourceVersion };
      if (await watchUntil(session, path, query, deadline.signal, done)) return 'met';
    }
    return 'timeout';
  } finally {
    clearTimeout(timer);
  }
}

/** False when the watch ended first: its server closes it now and then. */
async function watchUntil(
  session: Session,
  path: string,
  query: { fieldSelector: string; resourceVersion: string | undefined },
  signal: AbortSignal,
  done: (object: KubeObject | undefined) => boolean,
): Promise<boolean> {
  const over = new AbortController();
  try {
    for await (const event of watch(session.client, path, query, AbortSignal.any([signal, over.signal]))) {
      if (event.type === 'BOOKMARK') continue;
      if (done(event.type === 'DELETED' ? undefined : event.object)) return true;
    }
  } catch (error) {
    if (!(error instanceof StatusError && error.code === 410)) throw error;
  } finally {
    over.abort();
  }
  return false;
}
