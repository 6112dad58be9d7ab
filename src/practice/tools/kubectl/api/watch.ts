import { createInterface } from 'node:readline';
import { type Status, StatusError } from '../errors.ts';
import type { ApiClient, Query } from './client.ts';
import type { KubeObject } from './objects.ts';

export interface WatchEvent<T = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}

/**
 * What happens to a collection from `query.resourceVersion` on. Ends when the server closes the watch or `signal` is
 * aborted. @throws StatusError when the server ends it with an error (410: begin again from a list)
 */
export async function* watch<T = KubeObject>(
  client: ApiClient,
  path: string,
  query: Query,
  signal: AbortSignal,
  accept?: string,
): AsyncGenerator<WatchEvent<T>> {
  let response: Awaited<ReturnType<ApiClient['open']>>;
  try {
    response = await client.open('GET', path, {
      query: { ...query, watch: true },
      signal,
      ...(accept === undefined ? {} : { accept }),
    });
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  const lines = createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) {
      if (line === '') continue;
      const event = JSON.parse(line) as WatchEvent<T> | { type: 'ERROR'; object: Status };
      if (event.type === 'ERROR') throw new StatusError(event.object, event.object.code ?? 500);
      yield event;
    }
  } catch (error) {
    // A connection that was cut ends a watch as the server's closing it does.
    if (error instanceof StatusError) throw error;
  } finally {
    lines.close();
    response.destroy();
  }
}
