import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from '../src/cluster/api/connection.ts';
import { StatusError } from '../src/cluster/api/errors.ts';
import { getJson, sendJson } from '../src/cluster/api/http.ts';
import type { TestCluster } from '../test/cluster/support/real-cluster.ts';
import { TestTerminal } from '../test/support/terminal.ts';
import { compare, feel, type Row } from './measure.ts';

const lesson = join(import.meta.dirname, '..', 'fixtures', 'clusters', 'switch');

/** What the screen says of the lesson's one check. */
const shown = { on: '✓ configmaps/switch', off: 'there is no configmap switch' };

/** A change comes at any moment of a pause between two questions, or of the screen's own rhythm. */
const longestPause = 1_000;

interface Detection extends AsyncDisposable {
  /** Comes to the step. */
  begin(): Promise<void>;
  /** Milliseconds from a change's being sent to the API to the verdict on the screen of a learner. */
  toScreen(): Promise<number>;
  /** The same until who asks every so many milliseconds has the answer. */
  byPolling(interval: number): Promise<number>;
}

/** How soon a learner sees what has changed in a cluster, which is disposed of. @param bin the built program */
export async function detectionRows(where: string, bin: string, cluster: TestCluster): Promise<Row[]> {
  await using detection = await openDetection(bin, cluster);
  const { begin, toScreen, byPolling } = detection;
  await begin();
  const what = `from a change in ${where} to its verdict on screen`;
  return [
    await feel(what, toScreen, { median: 100, p95: 300 }),
    await compare(what, toScreen, 'to an answer, asking every 50 ms', () => byPolling(50), 1.5),
    await compare(what, toScreen, 'to an answer, asking every second', () => byPolling(1_000), 0.4),
  ];
}

async function openDetection(bin: string, cluster: TestCluster): Promise<Detection> {
  const { kubeconfig, kubectl, namespace } = cluster;
  const home = mkdtempSync(join(tmpdir(), 'pilotage-bench-'));
  const context = (await kubectl('config', 'current-context')).trim();
  const terminal = new TestTerminal({
    command: [process.execPath, bin, 'start', lesson, '--cluster', `context:${context}`],
    env: {
      PILOTAGE_HOME: home,
      PILOTAGE_TOUR: 'false',
      PILOTAGE_CONFIG: '/dev/null',
      KUBECONFIG: kubeconfig,
    },
  });
  const connection = await openConnection(kubeconfig);
  const collection = `/api/v1/namespaces/${namespace}/configmaps`;
  const { signal } = new AbortController();
  let isOn = false;

  /** Switches, at a moment that nobody knows of. @returns when */
  const change = async () => {
    await sleep(Math.random() * longestPause);
    isOn = !isOn;
    const began = performance.now();
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'switch' } };
    if (isOn) await sendJson(connection, collection, { method: 'POST', body }, signal);
    else await sendJson(connection, `${collection}/switch`, { method: 'DELETE', body: {} }, signal);
    return began;
  };
  const isThere = () =>
    getJson(connection, `${collection}/switch`, signal).then(
      () => true,
      (error) => {
        if (error instanceof StatusError && error.status === 404) return false;
        throw error;
      },
    );

  return {
    async begin() {
      await terminal.until(shown.off);
    },
    async toScreen() {
      const began = await change();
      await terminal.until(isOn ? shown.on : shown.off);
      return performance.now() - began;
    },
    async byPolling(interval) {
      const before = isOn;
      const asking = (async () => {
        while ((await isThere()) === before) await sleep(interval);
        return performance.now();
      })();
      const began = await change();
      return (await asking) - began;
    },
    async [Symbol.asyncDispose]() {
      await terminal.close();
      connection.close();
      await cluster.dispose();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
