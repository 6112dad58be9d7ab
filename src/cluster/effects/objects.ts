import { type Connection, openConnection } from '../api/connection.ts';
import type { ClusterObjects } from '../types.ts';
import { removeObject, stillThere } from './remove.ts';
import { type Scope, takeSnapshot } from './snapshot.ts';

/** The objects of the cluster of a kubeconfig. Each call makes a connection of its own: they are rare. */
export function objectsOf(kubeconfig: string, scope: Scope = 'cluster'): ClusterObjects {
  const connected = async <T>(
    outer: AbortSignal | undefined,
    task: (connection: Connection, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const connection = await openConnection(kubeconfig);
    const signal = outer ? AbortSignal.any([outer, connection.closed]) : connection.closed;
    try {
      return await task(connection, signal);
    } finally {
      connection.close();
    }
  };
  return {
    snapshot: (outer) => connected(outer, (connection, signal) => takeSnapshot(connection, signal, scope)),
    stillThere: (refs) => connected(undefined, (connection, signal) => stillThere(refs, connection, signal)),
    remove: (ref) => connected(undefined, (connection, signal) => removeObject(ref, connection, signal)),
  };
}
