import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that wait for a real cluster, most of their time: they need no core of their own. */
const waiting = ['test/both/**/*.test.ts', 'test/cluster/real/**/*.test.ts', 'test/**/real-cluster.test.ts'];
/** Tests that stop and delete the real cluster: they have it to themselves, after all others. */
const alone = ['test/alone/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only make the ones with real processes miss their deadlines.
    maxWorkers: 2,
    // Real programs on a machine that others load miss a deadline now and then. The reporter names what was tried again.
    retry: 1,
    // Ink renders nothing where CI is set, even to nothing; these tests start the program as a learner would.
    // Nor do they begin with the tour, or with what the developer has configured.
    env: { FORCE_COLOR: '0', PILOTAGE_TOUR: 'false', PILOTAGE_CONFIG: '/dev/null' },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...waiting, ...alone],
        },
      },
      { extends: true, test: { name: 'waiting', include: waiting } },
      {
        extends: true,
        test: { name: 'alone', include: alone, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
