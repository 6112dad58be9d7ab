import { join } from 'node:path';
import { NotReadyError } from '../base/errors.ts';
import { contextCluster, unconfirmed, whyConfirm } from '../cluster/context.ts';
import { minikubeCluster, ownProfile } from '../cluster/minikube.ts';
import type { Cluster } from '../cluster/types.ts';
import { practiceCluster } from '../practice/launch.ts';
import { parseClusterName } from './cluster-name.ts';
import { ask } from './yes.ts';

export interface ClusterOptions {
  /** Where the cluster keeps what is the run's: its kubeconfig, and all of a practice cluster. */
  readonly dir: string;
  /** How many times faster than real a practice cluster's delays pass. */
  readonly speed: number;
  /** The cluster is made and deleted again by who asks for it: a minikube profile must not be there yet. */
  readonly fresh?: boolean;
  /** A registry on the local network to pull from. */
  readonly mirror?: string;
  /** A context that may be used although it is not known to be on this machine. */
  readonly yesReally?: string;
}

/** The cluster of `--cluster`. @throws UsageError, NotReadyError */
export async function clusterNamed(name: string, options: ClusterOptions): Promise<Cluster> {
  const { dir, speed, fresh = false } = options;
  const named = parseClusterName(name, fresh ? `${ownProfile}-validate` : ownProfile);
  switch (named.kind) {
    case 'practice':
      return practiceCluster({ dir: join(dir, 'practice'), speed });
    case 'minikube':
      return minikubeCluster({ runDir: dir, profile: named.profile, fresh, mirror: options.mirror });
    case 'context':
      return contextCluster(named.context, {
        runDir: dir,
        confirmed: await isConfirmed(named.context, options.yesReally),
      });
  }
}

/** Sees to it that a context may be used. @throws NotReadyError where nobody says so */
export async function confirmedContext(context: string, yesReally: string | undefined): Promise<void> {
  const stranger = await whyConfirm(context);
  if (stranger !== undefined && !(await isConfirmed(context, yesReally)))
    throw unconfirmed(context, stranger);
}

/** Asks for the name of a context that is not known to be on this machine, where somebody is there to type it. */
async function isConfirmed(context: string, yesReally: string | undefined): Promise<boolean> {
  const stranger = await whyConfirm(context);
  if (stranger === undefined || yesReally === context) return stranger !== undefined;
  process.stderr.write(`The context ${context} is not known to be a cluster on this machine: ${stranger}.\n`);
  process.stderr.write('The run would work there, in a namespace of its own.\n');
  const typed = await ask('Type its name to go on, or nothing to leave: ');
  if (typed === undefined) return false;
  if (typed === context) return true;
  throw new NotReadyError(
    `the context ${context} was left alone`,
    'pilotage start --cluster practice needs no cluster.',
  );
}
