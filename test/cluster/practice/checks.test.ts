import { afterAll, beforeAll, describe } from 'vitest';
import { checksOn } from '../support/bodies.ts';
import { startPractice } from '../support/practice-cluster.ts';
import type { TestCluster } from '../support/real-cluster.ts';

describe('on the practice cluster', () => {
  let cluster: TestCluster | undefined;
  beforeAll(async () => {
    cluster = await startPractice();
  });
  afterAll(() => cluster?.dispose());
  const present = () => {
    if (cluster === undefined) throw new Error('the cluster is not up');
    return cluster;
  };
  checksOn(present);
});
