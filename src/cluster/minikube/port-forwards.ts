import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../api/objects.ts';
import { openSession } from '../api/session.ts';
import { watchObjects } from '../api/watch.ts';
import type { Service } from '../diagnosis/objects.ts';

/** Milliseconds before a forward that dropped is set up again: at first, and at most after several failures. */
const pause = { first: 250, most: 4_000 };
/** A forward that lasted this many milliseconds was a good one. */
const goodLife = 5_000;

/**
 * Forwards every NodePort of the cluster from the same port of 127.0.0.1, until `signal` is aborted. A forward that
 * drops (its pod went, the machine slept) is set up again; a Service that goes takes its forward with it.
 */
export function forwardNodePorts(
  kubeconfig: string,
  environment: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
): void {
  const forwards = new Map<string, AbortController>();
  const follow = (services: readonly KubeObject[]) => {
    const wanted = new Map(
      (services as readonly Service[]).flatMap(forwardsOf).map((one) => [keyOf(one), one]),
    );
    for (const [key, forward] of forwards) {
      if (wanted.has(key)) continue;
      forward.abort();
      forwards.delete(key);
    }
    for (const [key, forward] of wanted) {
      if (forwards.has(key)) continue;
      const over = new AbortController();
      forwards.set(key, over);
      void supervise(
        forward,
        { ...environment, KUBECONFIG: kubeconfig },
        AbortSignal.any([signal, over.signal]),
      );
    }
  };
  watchObjects(
    openSession(kubeconfig, signal),
    { resource: 'services', everywhere: true },
    // While the cluster cannot be asked its forwards are left as they are: they may well still work.
    { found: ({ objects }) => follow(objects), problem: () => {} },
    signal,
  );
}

interface Forward {
  readonly namespace: string;
  readonly service: string;
  readonly nodePort: number;
  readonly port: number;
}

function forwardsOf({ metadata, spec }: Service): Forward[] {
  return (spec.ports ?? []).flatMap(({ nodePort, port }) =>
    nodePort === undefined || port === undefined
      ? []
      : [{ namespace: metadata.namespace ?? 'default', service: metadata.name, nodePort, port }],
  );
}

function keyOf({ namespace, service, nodePort, port }: Forward): string {
  return `${namespace}/${service} ${nodePort}:${port}`;
}

async function supervise(forward: Forward, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const { namespace, service, nodePort, port } = forward;
  const args = ['port-forward', '-n', namespace, `service/${service}`, `${nodePort}:${port}`];
  for (let failures = 0; !signal.aborted; ) {
    const began = performance.now();
    const child = spawn('kubectl', args, { env, stdio: 'ignore' });
    const end = () => void child.kill();
    signal.addEventListener('abort', end, { once: true });
    await ended(child);
    signal.removeEventListener('abort', end);
    failures = performance.now() - began >= goodLife ? 0 : failures + 1;
    await sleep(Math.min(pause.first * 2 ** failures, pause.most), undefined, { signal }).catch(() => {});
  }
}

/** Also when it could not be started at all. */
async function ended(child: ChildProcess): Promise<void> {
  await once(child, 'exit').catch(() => {});
}
