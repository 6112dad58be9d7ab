import { join } from 'node:path';
import { UsageError } from '../base/errors.ts';
import { contextCluster } from '../cluster/context.ts';
import type { Cluster } from '../cluster/types.ts';
import { practiceCluster } from '../practice/launch.ts';

export interface ClusterOptions {
  /** Where the cluster keeps what is the run's: its kubeconfig, and all of a practice cluster. */
  readonly dir: string;
  /** How many times faster than real a practice cluster's delays pass. */
  readonly speed: number;
}

/** The cluster of `--cluster`. @throws UsageError, NotReadyError */
export function clusterNamed(name: string, { dir, speed }: ClusterOptions): Cluster {
  if (name === 'practice') return practiceCluster({ dir: join(dir, 'practice'), speed });
  const context = /^context:(.+)$/.exec(name)?.[1];
  if (context) return contextCluster(context, { runDir: dir });
  throw new UsageError(
    `There is no cluster "${name}".`,
    'Say --cluster practice, or --cluster context:NAME with a context of your kubeconfig.',
  );
}
