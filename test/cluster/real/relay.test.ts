import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatherEngine } from '../../../src/cluster/docker/gather.ts';
import { containerRelay, relayImage } from '../../../src/cluster/node-ports/relay.ts';
import { freePort } from '../../support/free-port.ts';

const run = promisify(execFile);
const docker = async (...args: string[]) => (await run('docker', args, { timeout: 60_000 })).stdout.trim();

const missing = await docker('pull', '--quiet', relayImage).then(
  () => undefined,
  (error: Error & { stderr?: string }) => error.stderr?.trim().split('\n').at(-1) ?? error.message,
);

if (missing !== undefined) test.skip(`the relay, in a real engine: ${missing}`, () => {});
else {
  // As a node of kind is: a container in a network of its own, with a port that is not published.
  const node = `pilotage-test-node-${process.pid}`;

  describe('a relay beside a node that is a container', () => {
    let port: number;
    beforeAll(async () => {
      port = await freePort();
      await docker('network', 'create', node);
      const server = [`TCP-LISTEN:${port},fork,reuseaddr`, 'SYSTEM:echo from the node'];
      await docker('run', '--detach', '--init', '--name', node, '--network', node, relayImage, ...server);
    }, 120_000);
    afterAll(async () => {
      await docker('rm', '--force', node);
      await docker('network', 'rm', node);
    }, 60_000);

    test('answers for it at 127.0.0.1 of the engine, and is gone when it is ended', async () => {
      const engine = await gatherEngine(node, process.env);
      expect(engine?.container?.network).toBe(node);
      if (engine?.container === undefined) return;
      const [program, ...args] = containerRelay(engine.container)({
        namespace: 'default',
        service: 'web',
        nodePort: port,
        port: 80,
      });
      const relay = spawn(program, args, { stdio: 'ignore' });
      expect(await answer(port)).toBe('from the node\n');
      relay.kill();
      await once(relay, 'exit');
      expect(await docker('ps', '--quiet', '--filter', `publish=${port}`)).toBe('');
    }, 60_000);
  });
}

/** What a server says first, once there is one. */
async function answer(port: number): Promise<string> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(100)) {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let said = '';
      socket.setEncoding('utf8').on('data', (more: string) => {
        said += more;
      });
      socket.once('error', () => resolve(''));
      socket.once('close', () => resolve(said));
    });
    if (text !== '') return text;
  }
  throw new Error(`nothing answered at port ${port}`);
}
