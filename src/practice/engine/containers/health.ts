import { Writable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
import type { Healthcheck } from '../../node/images/types.ts';
import type { Container } from '../../node/runtime/container.ts';
import type { Health } from './api.ts';

const nanoseconds = 1e6;
const defaults = { interval: 30_000, timeout: 30_000, retries: 3 };
/** As many results as docker keeps, and bytes of each. */
const kept = 5;
const longest = 4096;

export interface HealthWatch {
  container: Container;
  check: Healthcheck;
  clock: Clock;
  signal: AbortSignal;
  onChange: (health: Health) => void;
}

/** Asks a container how it is, as often as its image or its owner says, until `signal` is aborted. */
export async function watchHealth({ container, check, clock, signal, onChange }: HealthWatch): Promise<void> {
  const started = clock.now();
  const interval = (check.Interval ?? 0) / nanoseconds || defaults.interval;
  const startPeriod = (check.StartPeriod ?? 0) / nanoseconds;
  let health: Health = { status: 'starting', failingStreak: 0, log: [] };
  onChange(health);
  // The first comes after the interval, but nobody gains by waiting long for it here.
  for (
    let wait = Math.min(interval, startPeriod || interval);
    await clock.sleep(wait, signal);
    wait = interval
  ) {
    const result = await probe(container, check, clock, signal);
    if (signal.aborted) return;
    const isStarting =
      health.status === 'starting' &&
      (clock.now() - started) * clock.speed < startPeriod &&
      result.exitCode !== 0;
    const failingStreak = result.exitCode === 0 ? 0 : health.failingStreak + (isStarting ? 0 : 1);
    const isUnhealthy = failingStreak >= (check.Retries || defaults.retries);
    const status = result.exitCode === 0 ? 'healthy' : isUnhealthy ? 'unhealthy' : health.status;
    health = { status, failingStreak, log: [...health.log, result].slice(-kept) };
    onChange(health);
  }
}

async function probe(container: Container, check: Healthcheck, clock: Clock, signal: AbortSignal) {
  const [kind, ...words] = check.Test;
  const command = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : words;
  const start = new Date(clock.now()).toISOString();
  const timeout = (check.Timeout ?? 0) / nanoseconds || defaults.timeout;
  const late = new AbortController();
  const timer = clock.after(timeout, () => late.abort());
  let output = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      output = (output + String(chunk)).slice(0, longest);
      done();
    },
  });
  let exitCode: number;
  try {
    const end = AbortSignal.any([signal, late.signal]);
    exitCode = await container.exec({
      command,
      tty: false,
      stdin: undefined,
      stdout,
      stderr: stdout,
      signal: end,
    });
  } catch (error) {
    exitCode = -1;
    output = `OCI runtime exec failed: exec failed: unable to start container process: ${(error as Error).message}: unknown`;
  } finally {
    timer.cancel();
  }
  if (late.signal.aborted) {
    exitCode = -1;
    output = `Health check exceeded timeout (${timeout / 1000}s)`;
  }
  return { start, end: new Date(clock.now()).toISOString(), exitCode, output };
}
