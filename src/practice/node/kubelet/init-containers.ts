import type { ContainerRunner } from './container-runner.ts';
import { isSidecar } from './sidecar.ts';

/** What has become of the containers that come before a pod's own. */
export interface Initialized {
  /** The pod's own may start. */
  readonly isReady: boolean;
  /** Those that go on beside them; each resolves when it has ended for good. */
  readonly sidecars: readonly Promise<void>[];
}

/** Runs them one after the other; a sidecar only has to have started. @param watch begins its probes */
export async function runInitContainers(
  containers: readonly ContainerRunner[],
  watch: (one: ContainerRunner) => void,
  signal: AbortSignal,
): Promise<Initialized> {
  const sidecars: Promise<void>[] = [];
  for (const one of containers) {
    if (isSidecar(one.spec)) {
      watch(one);
      sidecars.push(one.run());
      await one.untilStarted();
      if (signal.aborted) break;
      continue;
    }
    if (hasSucceeded(one)) continue;
    await one.run();
    if (signal.aborted || !hasSucceeded(one)) break;
  }
  return { isReady: containers.every((one) => isSidecar(one.spec) || hasSucceeded(one)), sidecars };
}

const hasSucceeded = ({ status }: ContainerRunner) => status.state?.terminated?.exitCode === 0;
