import { join } from 'node:path';
import { NotReadyError } from '../base/errors.ts';
import { sayReason } from '../engine/reasons/say.ts';
import { type Connection, openConnection } from './api/connection.ts';
import { reasonOfProblem } from './api/problem.ts';
import { findContext } from './context/learner-kubeconfig.ts';
import { whyNotLocal } from './context/local.ts';
import { nodeAddress } from './context/node-address.ts';
import { writeOwnKubeconfig } from './context/own-kubeconfig.ts';
import { makeOwnNamespace, namespaceFor, namespaceOf, removeOwnNamespace } from './context/own-namespace.ts';
import { objectsOf } from './effects/objects.ts';
import type { Cluster } from './types.ts';

export interface ContextOptions {
  /** The run's own folder: the copy of the kubeconfig goes there. */
  readonly runDir: string;
  /** The learner has named the context knowingly: it may be a cluster that is not on this machine. */
  readonly confirmed?: boolean;
  /** Where the learner's kubeconfig is looked up; the program's own environment unless told. */
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Why a context has to be confirmed by name before anything is sent to its cluster; undefined for one that is known
 * to be on this machine. Reads the kubeconfig, and asks nobody. @throws NotReadyError when there is no such context
 */
export async function whyConfirm(
  context: string,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<string | undefined> {
  return whyNotLocal((await findContext(context, environment)).target);
}

/**
 * A cluster of the learner's own kubeconfig. The run gets a copy that holds this one context; the learner's files are
 * never written to. Nothing is sent to a cluster that is not known to be on this machine, unless that was confirmed:
 * there the run has a namespace to itself.
 */
export function contextCluster(
  context: string,
  { runDir, confirmed = false, environment = process.env }: ContextOptions,
): Cluster {
  const kubeconfig = join(runDir, 'kubeconfig');
  let node: string | undefined;
  let namespace: string | undefined;

  const start = async () => {
    const found = await findContext(context, environment);
    const stranger = whyNotLocal(found.target);
    if (stranger !== undefined && !confirmed) throw unconfirmed(context, stranger);
    namespace = stranger === undefined ? undefined : await namespaceFor(runDir);
    const target = namespace === undefined ? found.target : { ...found.target, namespace };
    await writeOwnKubeconfig(kubeconfig, { ...found, target });
    node = await asking(context, kubeconfig, async (connection, signal) => {
      if (namespace !== undefined) await makeOwnNamespace(connection, namespace, signal);
      return nodeAddress(context, connection, signal);
    });
  };

  return {
    kind: 'context',
    name: `context:${context}`,
    speed: 1,
    start,
    async env() {
      if (node === undefined) await start();
      return { KUBECONFIG: kubeconfig, NODE: node ?? '127.0.0.1' };
    },
    notes: () => (namespace === undefined ? [] : [{ id: 'own-namespace', params: { namespace } }]),
    stop: async () => {},
    // Where the run has a namespace to itself, that is all it needs to know of what it did.
    ...(!confirmed && { objects: objectsOf(kubeconfig) }),
    async owned() {
      const own = confirmed ? await namespaceOf(runDir) : undefined;
      return own && `namespace ${own}`;
    },
    /** The cluster was there before the run, and stays as it is but for the namespace that the run made. */
    async reset() {
      const own = confirmed ? await namespaceOf(runDir) : undefined;
      if (own === undefined) return;
      await asking(context, kubeconfig, (connection, signal) => removeOwnNamespace(connection, own, signal));
    },
  };
}

function unconfirmed(context: string, stranger: string): NotReadyError {
  return new NotReadyError(
    `the context ${context} is not known to be a cluster on this machine: ${stranger}`,
    `pilotage does not touch such a cluster before its name was typed: pilotage start asks for it in a terminal; elsewhere say --yes-really ${context}. Or use --cluster practice.`,
  );
}

/** @throws NotReadyError when the cluster does not answer, or refuses */
async function asking<T>(
  context: string,
  kubeconfig: string,
  question: (connection: Connection, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  try {
    const connection = await openConnection(kubeconfig);
    over.signal.addEventListener('abort', connection.close, { once: true });
    return await question(connection, over.signal);
  } catch (error) {
    throw new NotReadyError(
      `the cluster of the context ${context} cannot be used: ${sayReason(reasonOfProblem(error), 'en')}`,
      `Start it and try again, or use --cluster practice. pilotage doctor --cluster context:${context} says what is missing.`,
      { cause: error },
    );
  } finally {
    over.abort();
  }
}
