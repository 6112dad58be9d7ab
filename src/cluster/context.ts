import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotReadyError } from '../base/errors.ts';
import { sayReason } from '../engine/reasons/say.ts';
import { openConnection } from './api/connection.ts';
import { minified, withAbsolutePaths } from './api/minify.ts';
import { reasonOfProblem } from './api/problem.ts';
import { findContext } from './context/learner-kubeconfig.ts';
import { whyNotLocal } from './context/local.ts';
import { nodeAddress } from './context/node-address.ts';
import type { Cluster } from './types.ts';

export interface ContextOptions {
  /** The run's own folder: the copy of the kubeconfig goes there. */
  readonly runDir: string;
  /** Where the learner's kubeconfig is looked up; the program's own environment unless told. */
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
}

/**
 * A cluster of the learner's own kubeconfig. The run gets a copy that holds this one context; the learner's files are
 * never written to. Nothing is sent to a cluster that is not known to be on this machine.
 */
export function contextCluster(
  context: string,
  { runDir, environment = process.env }: ContextOptions,
): Cluster {
  const kubeconfig = join(runDir, 'kubeconfig');
  let node: string | undefined;

  const start = async () => {
    const { target, path } = await findContext(context, environment);
    const stranger = whyNotLocal(target);
    if (stranger !== undefined) {
      throw new NotReadyError(
        `the context ${context} is not known to be a cluster on this machine: ${stranger}`,
        'pilotage does not touch clusters that are not known to be local. Use --cluster practice, or a context of minikube, kind, k3d, Docker Desktop, Rancher Desktop or Colima.',
      );
    }
    await mkdir(runDir, { recursive: true });
    await writeFile(
      kubeconfig,
      `${JSON.stringify(minified(withAbsolutePaths(target, path)), undefined, 2)}\n`,
      { mode: 0o600 },
    );
    await chmod(kubeconfig, 0o600);
    node = await findNode(context, kubeconfig);
  };

  return {
    kind: 'context',
    name: `context:${context}`,
    speed: 1,
    start,
    async env() {
      if (node === undefined) await start();
      return { KUBECONFIG: kubeconfig, NODE: node ?? '127.0.0.1', CLUSTER: `context:${context}` };
    },
    // It is the learner's cluster: it was there before the run, and stays as it is.
    stop: async () => {},
    reset: async () => {},
  };
}

/** @throws NotReadyError when the cluster does not answer */
async function findNode(context: string, kubeconfig: string): Promise<string> {
  const over = new AbortController();
  try {
    const connection = await openConnection(kubeconfig);
    over.signal.addEventListener('abort', connection.close, { once: true });
    return await nodeAddress(context, connection, over.signal);
  } catch (error) {
    throw new NotReadyError(
      `the cluster of the context ${context} cannot be used: ${sayReason(reasonOfProblem(error), 'en')}`,
      'Start it and try again, or use --cluster practice.',
      { cause: error },
    );
  } finally {
    over.abort();
  }
}
