import { expect, test, vi } from 'vitest';
import { openSession } from '../../../src/cluster/api/session.ts';
import { watchObjects } from '../../../src/cluster/api/watch.ts';
import { startApiServer } from '../support/api-server.ts';

test('a watch that went silent is found out and made again', async () => {
  const server = await startApiServer();
  const stop = new AbortController();
  try {
    server.muteWatches(1);
    const timing = { lookEvery: 50, retryFirst: 5, retryMost: 20, watchSeconds: 0.1, watchGrace: 100 };
    const session = openSession(server.kubeconfig, stop.signal, timing);
    const names: string[][] = [];
    const problems: unknown[] = [];
    const listener = {
      found: ({ objects }: { objects: readonly { metadata: { name: string } }[] }) =>
        names.push(objects.map((object) => object.metadata.name)),
      problem: (error: unknown) => problems.push(error),
    };
    watchObjects(session, { resource: 'configmaps' }, listener, stop.signal);
    await vi.waitFor(() => expect(names).toEqual([[]]));
    server.put('late', {});
    await vi.waitFor(() => expect(names.at(-1)).toEqual(['late']), { timeout: 10_000 });
    expect(problems).toEqual([]);
  } finally {
    stop.abort();
    await server.dispose();
  }
});
