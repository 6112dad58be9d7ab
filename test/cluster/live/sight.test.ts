import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyNode, type LiveNode } from '../../../src/cluster/live/node.ts';
import { nothingSeen, type Sight, watchSight } from '../../../src/cluster/live/sight.ts';
import { treeOf } from '../../../src/cluster/live/tree.ts';
import { startPractice } from '../support/practice-cluster.ts';
import { realCluster, type TestCluster, whyNoRealCluster } from '../support/real-cluster.ts';

const patience = 90_000;

/** Looks at a cluster as the screen does, until the test has seen what it wants. */
function looking(kubeconfig: string) {
  const stop = new AbortController();
  const waiting = new Set<() => void>();
  let sight: Sight = nothingSeen;
  const see = (now: Sight) => {
    sight = now;
    for (const look of [...waiting]) look();
  };
  watchSight(kubeconfig, see, stop.signal);
  return {
    stop: () => stop.abort(),
    until(wanted: (tree: readonly string[], sight: Sight) => boolean): Promise<Sight> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`only seen:\n${linesOf(sight).join('\n')}`)),
          patience,
        );
        const look = () => {
          if (!wanted(linesOf(sight), sight)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(sight);
        };
        waiting.add(look);
        look();
      });
    },
  };
}

/** The picture as text, without what differs from pod to pod. */
function linesOf(sight: Sight): string[] {
  return [...everyNode(treeOf(sight))].map(lineOf);
}

function lineOf({ kind, name, health, state }: LiveNode): string {
  switch (state.is) {
    case 'pod':
      return `pod ${name.split('-')[0]} ${health} ${state.word}`;
    case 'workload':
      return `${[state.side, kind, name.split('-')[0]].filter(Boolean).join(' ')} ${health} ${state.ready}/${state.wanted}`;
    case 'service':
      return `Service ${name} ${health} ${state.pods?.ready}/${state.pods?.all} ${state.targets.join('+')}`.trim();
    case 'schedule':
      return `CronJob ${name} ${state.schedule}`;
  }
}

function deployment(name: string, replicas: number, image = 'nginx') {
  const labels = { app: name, tier: 'front' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'web', image }] },
      },
    },
  };
}

function service(name: string, selector?: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ports: [{ port: 80 }], ...(selector && { selector }) },
  };
}

const both = [['the practice cluster', startPractice] as const, ['a real cluster', realCluster] as const];

describe.each(both)('what is seen of %s', (name, start) => {
  const skip = name === 'a real cluster' && whyNoRealCluster() !== undefined;
  let cluster: TestCluster;
  let seen: ReturnType<typeof looking>;

  beforeAll(async () => {
    if (skip) return;
    cluster = await start();
    seen = looking(cluster.kubeconfig);
  }, 240_000);
  afterAll(async () => {
    seen?.stop();
    await cluster?.dispose();
  });

  it.skipIf(skip)('is nothing, then each thing beside what it belongs to', { timeout: 240_000 }, async () => {
    const { namespace } = await seen.until(
      (lines, sight) => sight.namespace !== undefined && lines.length === 0,
    );
    expect(namespace).toBe(cluster.namespace);
    await cluster.apply(
      deployment('one', 2),
      deployment('two', 1),
      service('for-one', { app: 'one' }),
      service('for-both', { tier: 'front' }),
      service('for-nobody', { app: 'three' }),
      service('by-hand'),
    );
    await seen.until((lines) => lines.includes('Service for-both good 3/3 one+two'));
    await seen.until(
      (lines) =>
        lines.join('\n') ===
        [
          'Deployment one good 2/2',
          'Service for-one good 2/2',
          'pod one good Running',
          'pod one good Running',
          'Deployment two good 1/1',
          'pod two good Running',
          'Service by-hand idle undefined/undefined',
          'Service for-both good 3/3 one+two',
          'Service for-nobody coming 0/0',
        ].join('\n'),
    );
  });

  it.skipIf(skip)(
    'has both ReplicaSets of a rollout, and what is wrong with the new one',
    { timeout: 240_000 },
    async () => {
      await cluster.apply(deployment('two', 1, 'nginx:no-such-tag-anywhere'));
      await seen.until((lines) => {
        const from = lines.findIndex((line) => line.startsWith('Deployment two'));
        return /^Deployment two bad 1\/1\nnew ReplicaSet two bad 0\/1\npod two bad (ErrImagePull|ImagePullBackOff)\nold ReplicaSet two good 1\/1\npod two good Running$/.test(
          lines.slice(from, from + 5).join('\n'),
        );
      });
      await cluster.kubectl('rollout', 'undo', 'deployment/two');
      await seen.until((lines) => !lines.some((line) => line.includes('ReplicaSet')));
      await cluster.kubectl('delete', 'deployment', 'one', 'two');
      await seen.until((lines) => !lines.some((line) => /Deployment|pod/.test(line)));
    },
  );
});

describe.skipIf(whyNoRealCluster() !== undefined)('somebody who may see little of a cluster', () => {
  it('is shown what they may see, and told what they may not', { timeout: 240_000 }, async () => {
    const cluster = await realCluster();
    const kubeconfig = join(tmpdir(), `pilotage-guest-${cluster.namespace}`);
    try {
      await cluster.kubectl('create', 'serviceaccount', 'guest');
      await cluster.kubectl('create', 'role', 'sees-pods', '--verb=get,list,watch', '--resource=pods');
      await cluster.kubectl(
        'create',
        'rolebinding',
        'guest',
        '--role=sees-pods',
        `--serviceaccount=${cluster.namespace}:guest`,
      );
      await cluster.kubectl('run', 'alone', '--image=nginx');
      const config = JSON.parse(await cluster.kubectl('config', 'view', '--raw', '--minify', '-o', 'json'));
      config.users[0].user = { token: (await cluster.kubectl('create', 'token', 'guest')).trim() };
      await writeFile(kubeconfig, JSON.stringify(config));
      const seen = looking(kubeconfig);
      const sight = await seen.until(
        (lines, { problems }) => lines.includes('pod alone good Running') && problems.size === 7,
      );
      seen.stop();
      expect([...sight.problems.keys()]).not.toContain('Pod');
      for (const reason of sight.problems.values()) expect(reason.id).toBe('access-denied');
    } finally {
      await rm(kubeconfig, { force: true });
      await cluster.dispose();
    }
  });
});
