import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../api/objects.ts';
import { openSession } from '../api/session.ts';
import { watchObjects } from '../api/watch.ts';
import type { Service } from '../diagnosis/objects.ts';
import { onLeash } from './leash.ts';

/** Milliseconds before a forward that dropped is set up again: at first, and at most after several failures. */
const pause = { first: 250, most: 4_000 };
/** A forward that lasted this many milliseconds was a good one. */
const goodLife = 5_000;

export interface Forwarding {
  readonly kubeconfig: string;
  /** Of every namespace; else only of the kubeconfig's own. */
  readonly everywhere: boolean;
  /** The command that forwards one NodePort for as long as it runs. */
  readonly command: (port: NodePort) => Command;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
}

export type Command = readonly [program: string, ...args: string[]];

/** A port of a Service that its nodes have, too. */
export interface NodePort {
  readonly namespace: string;
  readonly service: string;
  readonly nodePort: number;
  readonly port: number;
}

/** A forward from this machine, through the API server. */
export function kubectlForward({ namespace, service, nodePort, port }: NodePort): Command {
  return ['kubectl', 'port-forward', '-n', namespace, `service/${service}`, `${nodePort}:${port}`];
}

/**
 * Forwards every NodePort from the same port of 127.0.0.1, until `signal` is aborted. A forward that drops (its pod
 * went, the machine slept) is set up again; a Service that goes takes its forward with it.
 */
export function forwardNodePorts(
  { kubeconfig, everywhere, command, environment }: Forwarding,
  signal: AbortSignal,
): void {
  const env = { ...environment, KUBECONFIG: kubeconfig };
  const forwards = new Map<string, AbortController>();
  const follow = (services: readonly KubeObject[]) => {
    const wanted = new Map(
      (services as readonly Service[]).flatMap(nodePortsOf).map((one) => [keyOf(one), one]),
    );
    for (const [key, forward] of forwards) {
      if (wanted.has(key)) continue;
      forward.abort();
      forwards.delete(key);
    }
    for (const [key, port] of wanted) {
      if (forwards.has(key)) continue;
      const over = new AbortController();
      forwards.set(key, over);
      void supervise(command(port), env, AbortSignal.any([signal, over.signal]));
    }
  };
  watchObjects(
    openSession(kubeconfig, signal),
    { resource: 'services', everywhere },
    // While the cluster cannot be asked its forwards are left as they are: they may well still work.
    { found: ({ objects }) => follow(objects), problem: () => {} },
    signal,
  );
}

function nodePortsOf({ metadata, spec }: Service): NodePort[] {
  return (spec.ports ?? []).flatMap(({ nodePort, port }) =>
    nodePort === undefined || port === undefined
      ? []
      : [{ namespace: metadata.namespace ?? 'default', service: metadata.name, nodePort, port }],
  );
}

function keyOf({ namespace, service, nodePort, port }: NodePort): string {
  return `${namespace}/${service} ${nodePort}:${port}`;
}

async function supervise(command: Command, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const began = performance.now();
    const child = onLeash(command, env);
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
