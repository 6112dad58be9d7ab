import type { Container, Pod, Probe } from '../../objects.ts';
import type { ContainerRunner } from './container-runner.ts';
import { type KubeletContext, podEvent } from './context.ts';
import { probeOnce } from './probe-once.ts';

type Kind = 'startup' | 'readiness' | 'liveness';

/** Asks a container how it is, as its probes say, while it runs. Returns the call that ends it. */
export function watchProbes(
  context: KubeletContext,
  pod: () => Pod,
  runner: ContainerRunner,
  ip: string,
): () => void {
  const { startupProbe, readinessProbe, livenessProbe } = runner.spec;
  const ending = new AbortController();
  const watch = (kind: Kind, probe: Probe | undefined) => {
    if (probe) void repeat({ context, pod, runner, ip, kind, probe, signal: ending.signal });
  };
  watch('startup', startupProbe);
  watch('readiness', readinessProbe);
  watch('liveness', livenessProbe);
  return () => ending.abort();
}

interface Watched {
  context: KubeletContext;
  pod: () => Pod;
  runner: ContainerRunner;
  ip: string;
  kind: Kind;
  probe: Probe;
  signal: AbortSignal;
}

async function repeat(watched: Watched): Promise<void> {
  const { context, runner, ip, kind, probe, signal } = watched;
  const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1, failureThreshold = 3 } = probe;
  let container = runner.running;
  let good = 0;
  let bad = 0;
  let isDelayed = false;
  while (!signal.aborted) {
    if (runner.running !== container) {
      // It was started anew: nothing that was known of it holds.
      container = runner.running;
      good = 0;
      bad = 0;
      isDelayed = false;
    }
    const isDue =
      container !== undefined && (kind === 'startup' ? !runner.status.started : runner.status.started);
    if (!isDue) {
      await context.clock.sleep(whileNotDue, signal);
      continue;
    }
    if (!isDelayed) {
      isDelayed = true;
      if (!(await context.clock.sleep(initialDelaySeconds * 1000, signal))) return;
      continue;
    }
    const failure = await probeOnce(context, runner, ip, probe);
    if (signal.aborted) return;
    if (runner.running !== container) continue;
    good = failure === undefined ? good + 1 : 0;
    bad = failure === undefined ? 0 : bad + 1;
    if (failure !== undefined) say(watched, failure);
    if (good >= successThreshold) succeed(kind, runner);
    if (bad >= failureThreshold) await fail(watched);
    await context.clock.sleep(periodSeconds * 1000, signal);
  }
}

/** How soon a container that is not running is looked at again. */
const whileNotDue = 1_000;

function succeed(kind: Kind, runner: ContainerRunner): void {
  if (kind === 'readiness') runner.setReady(true);
  if (kind !== 'startup') return;
  runner.setStarted();
  if (!runner.spec.readinessProbe) runner.setReady(true);
}

async function fail({ context, pod, runner, kind, probe }: Watched): Promise<void> {
  if (kind === 'readiness') {
    runner.setReady(false);
    return;
  }
  const { spec } = runner;
  const message = `Container ${spec.name} failed ${kind} probe, will be restarted`;
  podEvent(context, pod(), 'Normal', 'Killing', message, fieldPath(spec));
  const grace = probe.terminationGracePeriodSeconds ?? pod().spec.terminationGracePeriodSeconds ?? 30;
  await runner.restart(grace * 1000);
}

function say({ context, pod, runner, kind }: Watched, failure: string): void {
  const name = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  podEvent(
    context,
    pod(),
    'Warning',
    'Unhealthy',
    `${name} probe failed: ${failure}`,
    fieldPath(runner.spec),
  );
}

function fieldPath({ name }: Container): string {
  return `spec.containers{${name}}`;
}
