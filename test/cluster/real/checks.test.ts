import { afterAll, beforeAll, describe, test } from 'vitest';
import { checksOn } from '../support/bodies.ts';
import { realCluster, type TestCluster, whyNoRealCluster } from '../support/real-cluster.ts';

const missing = whyNoRealCluster();

if (missing !== undefined) {
  test.skip(`checks on a real cluster: ${missing}`, () => {});
} else {
  describe('on a real cluster', () => {
    let cluster: TestCluster | undefined;
    // A machine where it has never run takes a minute to bring it up.
    beforeAll(async () => {
      cluster = await realCluster();
    }, 300_000);
    afterAll(() => cluster?.dispose());
    checksOn(() => {
      if (cluster === undefined) throw new Error('the cluster is not up');
      return cluster;
    });
  });
}
