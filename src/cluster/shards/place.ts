import { join } from 'node:path';
import { NotReadyError, PilotageError } from '../../base/errors.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import { type Connection, openConnection } from '../api/connection.ts';
import { reasonOfProblem } from '../api/problem.ts';
import { findContext } from '../context/learner-kubeconfig.ts';
import { writeOwnKubeconfig } from '../context/own-kubeconfig.ts';
import { makeOwnNamespace, namespaceFor, removeOwnNamespace } from '../context/own-namespace.ts';

/** A namespace of one's own on a cluster. */
export interface Place {
  /** Its context's namespace is `namespace`. */
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly connection: Connection;
}

/**
 * Makes a namespace on the cluster of a context, and deletes it again, whatever happens in between. Who calls has made
 * sure that the context may be used, and removes `dir`, where the kubeconfig is. @throws NotReadyError when the cluster refuses or does not answer
 */
export async function inOwnNamespace<T>(
  context: string,
  dir: string,
  body: (place: Place) => Promise<T>,
): Promise<T> {
  const found = await findContext(context, process.env);
  const namespace = await namespaceFor(dir);
  const kubeconfig = join(dir, 'kubeconfig');
  await writeOwnKubeconfig(kubeconfig, { ...found, target: { ...found.target, namespace } });
  try {
    const connection = await openConnection(kubeconfig);
    // Not ended by Ctrl-C: what was begun is taken back.
    const { signal } = new AbortController();
    try {
      await makeOwnNamespace(connection, namespace, signal);
      return await body({ kubeconfig, namespace, connection });
    } finally {
      await removeOwnNamespace(connection, namespace, signal);
      connection.close();
    }
  } catch (error) {
    if (error instanceof PilotageError) throw error;
    throw new NotReadyError(
      `the cluster of the context ${context} cannot be used: ${sayReason(reasonOfProblem(error), 'en')}`,
      'It must let you make a namespace, and in it ConfigMaps and Jobs.',
      { cause: error },
    );
  }
}
