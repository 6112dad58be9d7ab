import { join } from 'node:path';
import { NotReadyError } from '../base/errors.ts';
import { sayReason } from '../engine/reasons/say.ts';
import { type Connection, openConnection } from './api/connection.ts';
import { reasonOfProblem } from './api/problem.ts';
import { findContext } from './context/learner-kubeconfig.ts';
import { hostOf, isOwnHost, whyNotLocal } from './context/local.ts';
import { nodesOf } from './context/nodes.ts';
import { writeOwnKubeconfig } from './context/own-kubeconfig.ts';
import { makeOwnNamespace, namespaceFor, namespaceOf, removeOwnNamespace } from './context/own-namespace.ts';
import { type Reach, reachOf } from './docker/reach.ts';
import { objectsOf } from './effects/objects.ts';
import { forwardNodePorts } from './node-ports/forward.ts';
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
  let reach: Reach | undefined;
  let namespace: string | undefined;
  let forwards: AbortController | undefined;

  const start = async () => {
    const found = await findContext(context, environment);
    const stranger = whyNotLocal(found.target);
    if (stranger !== undefined && !confirmed) throw unconfirmed(context, stranger);
    namespace = stranger === undefined ? undefined : await namespaceFor(runDir);
    const target = namespace === undefined ? found.target : { ...found.target, namespace };
    await writeOwnKubeconfig(kubeconfig, { ...found, target });
    const nodes = await asking(context, kubeconfig, async (connection, signal) => {
      if (namespace !== undefined) await makeOwnNamespace(connection, namespace, signal);
      return nodesOf(connection, signal);
    });
    const host = hostOf(target.server);
    reach = await reachOf({ context, host, own: isOwnHost(host), nodes }, environment);
    return reach;
  };

  const forward = ({ env, forward: command }: Reach) => {
    if (command === undefined || forwards !== undefined) return;
    forwards = new AbortController();
    // On a cluster that is not this machine's alone, only what is the run's.
    const everywhere = namespace === undefined;
    forwardNodePorts(
      { kubeconfig, everywhere, command, environment: { ...environment, ...env } },
      forwards.signal,
    );
  };

  return {
    kind: 'context',
    name: `context:${context}`,
    speed: 1,
    async start() {
      await start();
    },
    async env() {
      const known = reach ?? (await start());
      forward(known);
      return { KUBECONFIG: kubeconfig, ...known.env };
    },
    notes: () => [
      ...(namespace === undefined ? [] : [{ id: 'own-namespace' as const, params: { namespace } }]),
      ...(reach?.note === undefined ? [] : [reach.note]),
    ],
    async stop() {
      forwards?.abort();
      forwards = undefined;
    },
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

/** What is said where such a context was not confirmed. */
export function unconfirmed(context: string, stranger: string): NotReadyError {
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
