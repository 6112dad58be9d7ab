import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { openSession } from '../../../src/cluster/api/session.ts';
import { watchObjects } from '../../../src/cluster/api/watch.ts';
import { startApiServer } from '../support/api-server.ts';

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('put' as const), name: fc.constantFrom('a', 'b', 'c') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('remove' as const), name: fc.constantFrom('a', 'b', 'c') }),
  },
  fc.record({
    do: fc.constantFrom('cut' as const, 'expire' as const, 'refuse' as const, 'restart' as const),
  }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pause' as const), ms: fc.nat(15) }) },
);

test('whatever happens to its connections, a watch ends up with what is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const server = await startApiServer();
      const stop = new AbortController();
      try {
        const timing = { lookEvery: 50, retryFirst: 2, retryMost: 10, watchSeconds: 0.05, watchGrace: 500 };
        const session = openSession(server.kubeconfig, stop.signal, timing);
        let seen: string | undefined;
        const listener = {
          found: ({
            objects,
          }: {
            objects: readonly { metadata: { name: string }; [key: string]: unknown }[];
          }) => {
            seen = JSON.stringify(objects.map((object) => [object.metadata.name, object.data]));
          },
          problem: () => {},
        };
        watchObjects(session, { resource: 'configmaps' }, listener, stop.signal);
        const there = new Map<string, number>();
        for (const [index, one] of steps.entries()) {
          if (one.do === 'put') {
            there.set(one.name, index);
            server.put(one.name, { index });
          } else if (one.do === 'remove') {
            if (there.delete(one.name)) server.remove(one.name);
          } else if (one.do === 'pause') await new Promise((resolve) => setTimeout(resolve, one.ms));
          else if (one.do === 'cut') server.cut();
          else if (one.do === 'expire') server.expire();
          else if (one.do === 'refuse') server.refuseWatches(500, 2);
          else {
            await server.close();
            await server.listen();
          }
        }
        const expected = JSON.stringify([...there].sort().map(([name, index]) => [name, { index }]));
        await vi.waitFor(() => expect(seen).toBe(expected), { timeout: 5_000, interval: 5 });
      } finally {
        stop.abort();
        await server.dispose();
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
