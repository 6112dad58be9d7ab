import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPractice } from '../../../cluster/support/practice-cluster.ts';
import type { TestCluster } from '../../../cluster/support/real-cluster.ts';

const patience = { timeout: 60_000, interval: 100 };

/** Clients that are gone in the middle leave nothing behind in the server. */
describe.skipIf(process.platform !== 'linux')('clients that vanish', () => {
  let cluster: TestCluster;
  let server: URL;
  let pod: string;

  beforeAll(async () => {
    cluster = await startPractice();
    server = new URL(/server: (\S+)/.exec(readFileSync(cluster.kubeconfig, 'utf8'))?.[1] ?? '');
    pod = `${server.pathname}/api/v1/namespaces/${cluster.namespace}/pods/box`;
    await cluster.kubectl('run', 'box', '--image=busybox', '--', 'sh', '-c', 'echo hello; sleep 100000');
    await cluster.kubectl('wait', '--for=condition=ready', 'pod/box', '--timeout=60s');
  });

  afterAll(() => cluster?.dispose());

  /** Sends the head of a request; resolves when `answered` is in what came back. */
  async function begin(method: string, path: string, headers: string[], answered: string): Promise<Socket> {
    const socket = connect(Number(server.port), server.hostname);
    socket.on('error', () => {});
    socket.write([`${method} ${path} HTTP/1.1`, `Host: ${server.host}`, ...headers, '', ''].join('\r\n'));
    let output = '';
    socket.setEncoding('latin1').on('data', (data: string) => {
      output += data;
    });
    await vi.waitFor(() => expect(output).toContain(answered), patience);
    return socket;
  }

  const webSocket = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ];
  const spdy = ['Connection: Upgrade', 'Upgrade: SPDY/3.1'];
  const command = 'command=sh&command=-c&command=echo%20begun;%20cat';
  const exec = () => `${pod}/exec?stdin=true&stdout=true&${command}`;
  const kinds: Record<string, () => Promise<Socket>> = {
    watch: () =>
      begin('GET', `${server.pathname}/api/v1/pods?watch=true&resourceVersion=0`, [], '"type":"ADDED"'),
    'log that is followed': () => begin('GET', `${pod}/log?follow=true`, [], 'hello'),
    'exec over WebSocket': () =>
      begin('GET', exec(), [...webSocket, 'Sec-WebSocket-Protocol: v5.channel.k8s.io'], 'begun'),
    'SPDY that never opens a stream': () =>
      begin('POST', exec(), [...spdy, 'X-Stream-Protocol-Version: v4.channel.k8s.io'], '101 Switching'),
    'tunnel for ports': () =>
      begin(
        'GET',
        `${pod}/portforward`,
        [...webSocket, 'Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io'],
        '101 Switching',
      ),
    'body that never ends': () =>
      begin(
        'POST',
        `${server.pathname}/api/v1/namespaces/default/configmaps`,
        ['Content-Type: application/json', 'Content-Length: 1000', 'Expect: 100-continue'],
        '100 Continue',
      ),
  };

  it('leave no connection, no process and no file', async () => {
    const { pid } = JSON.parse(readFileSync(join(dirname(cluster.kubeconfig), 'host.json'), 'utf8'));
    const processes = () => cluster.kubectl('exec', 'box', '--', 'ps');
    const before = { files: openFiles(pid).length, processes: (await processes()).split('\n').length };
    for (let round = 0; round < 5; round += 1) {
      const sockets = await Promise.all(Object.values(kinds).flatMap((open) => [open(), open(), open()]));
      expect(openFiles(pid).filter((file) => file.startsWith('socket:')).length).toBeGreaterThan(
        sockets.length,
      );
      // Half of them say goodbye, as a client that is ended does; the others are cut off.
      for (const [index, socket] of sockets.entries()) {
        if (index % 2 === 0) socket.destroy();
        else socket.resetAndDestroy();
        if (!socket.closed) await once(socket, 'close');
      }
    }
    await vi.waitFor(() => expect(openFiles(pid).length).toBeLessThanOrEqual(before.files + 2), patience);
    await vi.waitFor(
      async () => expect((await processes()).split('\n')).toHaveLength(before.processes),
      patience,
    );
  }, 120_000);
});

function openFiles(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      // Closed meanwhile.
      return [];
    }
  });
}
