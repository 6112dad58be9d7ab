import { expect, test, vi } from 'vitest';
import { forwardNodePorts, kubectlForward, type NodePort } from '../../src/cluster/node-ports/forward.ts';
import { freePort } from '../support/free-port.ts';
import { onBoth } from './on-both.ts';

const until = (expectation: () => Promise<void>) =>
  vi.waitFor(expectation, { timeout: 60_000, interval: 100 });

/** On these clusters the NodePorts themselves answer on this machine: what is forwarded goes to a port beside them. */
onBoth('forwarded NodePorts', (cluster) => {
  test('answer, again after a pod was replaced, and neither without their Service nor after the end', async () => {
    const { kubectl, kubeconfig, namespace } = cluster();
    const local = await freePort();
    const over = new AbortController();
    const seen: NodePort[] = [];
    const command: typeof kubectlForward = (port) => {
      seen.push(port);
      return kubectlForward({ ...port, nodePort: local });
    };
    forwardNodePorts({ kubeconfig, everywhere: false, command, environment: process.env }, over.signal);
    try {
      await kubectl('create', 'deployment', 'web', '--image=registry:2');
      await kubectl('expose', 'deployment', 'web', '--port=5000', '--type=NodePort');
      await until(() => answers(local));
      const nodePort = Number(await kubectl('get', 'service', 'web', '-o', 'jsonpath={..nodePort}'));
      expect(seen).toEqual([{ namespace, service: 'web', nodePort, port: 5000 }]);

      await kubectl('delete', 'pod', '-l', 'app=web', '--wait=false');
      await kubectl('rollout', 'status', 'deployment/web');
      await until(() => answers(local));

      await kubectl('delete', 'service', 'web');
      await until(() => refuses(local));
      await kubectl('expose', 'deployment', 'web', '--port=5000', '--type=NodePort');
      await until(() => answers(local));
    } finally {
      over.abort();
    }
    await until(() => refuses(local));
  }, 240_000);
});

async function answers(port: number): Promise<void> {
  expect((await fetch(`http://127.0.0.1:${port}/v2/`)).status).toBe(200);
}

async function refuses(port: number): Promise<void> {
  await expect(fetch(`http://127.0.0.1:${port}/v2/`)).rejects.toThrow('fetch failed');
}
