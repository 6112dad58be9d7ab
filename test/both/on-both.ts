import { afterAll, beforeAll, describe, test } from 'vitest';
import { startPractice } from '../cluster/support/practice-cluster.ts';
import { realCluster, type TestCluster, whyNoRealCluster } from '../cluster/support/real-cluster.ts';

/**
 * Runs the same tests on the practice cluster and on a real one, each in a namespace of its own. Where there is no
 * real cluster, its half is skipped and says why. What a body expects must hold on Kubernetes 1.20 too.
 */
export function onBoth(name: string, body: (cluster: () => TestCluster) => void): void {
  describe(`${name}, on the practice cluster`, () => body(during(startPractice, 60_000)));
  const missing = whyNoRealCluster();
  if (missing !== undefined) {
    test.skip(`${name}, on a real cluster: ${missing}`, () => {});
    return;
  }
  // A machine where it has never run takes a minute to bring it up.
  describe(`${name}, on a real cluster`, () => body(during(realCluster, 300_000)));
}

/** The cluster is there while the tests of the surrounding suite run. */
function during(start: () => Promise<TestCluster>, patience: number): () => TestCluster {
  let cluster: TestCluster | undefined;
  beforeAll(async () => {
    cluster = await start();
  }, patience);
  afterAll(() => cluster?.dispose());
  return () => {
    if (cluster === undefined) throw new Error('the cluster is not up');
    return cluster;
  };
}
