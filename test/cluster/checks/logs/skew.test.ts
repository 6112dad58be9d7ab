import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watching } from '../../support/watching.ts';

test('a cluster whose clock is an hour behind: its new lines count, its old ones do not', async () => {
  const hour = 3_600_000;
  const lines: string[] = [];
  const at = (ms: number, text: string) =>
    lines.push(`${new Date(Date.now() - hour + ms).toISOString()} ${text}\n`);
  at(-60_000, 'old line');
  const pod = {
    metadata: { name: 'p', namespace: 'default', uid: 'u' },
    spec: { containers: [{ name: 'c' }] },
  };
  const asked: URLSearchParams[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://server');
    response.setHeader('Date', new Date(Date.now() - hour).toUTCString());
    if (url.pathname.endsWith('/log')) {
      asked.push(url.searchParams);
      response.end(lines.join(''));
    } else if (url.searchParams.has('watch')) response.flushHeaders();
    else response.end(JSON.stringify({ metadata: { resourceVersion: '1' }, items: [pod] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-skew-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: 'c', cluster: { server: address } }],
      contexts: [{ name: 'c', context: { cluster: 'c' } }],
      'current-context': 'c',
    }),
  );
  const check = watching({ logs: 'pods/p', matches: 'line$' }, { kubeconfig });
  try {
    await check.until('red: no line in the log of pod p matches line$ yet');
    const since = Date.parse(asked[0]?.get('sinceTime') ?? '');
    expect(Math.abs(Date.now() - hour - since)).toBeLessThan(60_000);
    at(0, 'new line');
    await check.until('green');
  } finally {
    check.stop();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
