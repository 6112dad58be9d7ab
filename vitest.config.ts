import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only make the ones with real processes miss their deadlines.
    maxWorkers: 2,
    // Ink renders nothing where CI is set, even to nothing; these tests start the program as a learner would.
    env: { FORCE_COLOR: '0' },
  },
});
