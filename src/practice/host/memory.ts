/**
 * What the host's process is started with so that it stays small: it waits most of the time, and V8's fast code, and the
 * compilers that make it, cost memory for good. Only what computes for long is compiled: 500 replicas take a third of a
 * second more by that.
 */
export const memoryOptions = [
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--no-sparkplug',
  '--no-maglev',
  '--invocation-count-for-turbofan=400000',
  '--invocation-count-for-osr=30000',
] as const;

/** glibc gives each thread a heap of its own otherwise, and nothing of it back. */
export const memoryEnv = { MALLOC_ARENA_MAX: '1' } as const;
