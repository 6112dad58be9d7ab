import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Api } from '../call.ts';
import type { StreamRequest } from './handlers.ts';

/** A connection to a port of the pod. @throws Error in the words of a node */
export async function connectPort(
  api: Api,
  { namespace, pod }: StreamRequest,
  port: number,
): Promise<Duplex> {
  const { name, uid } = pod.metadata;
  try {
    return await api.agent.portForward(namespace, name, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
    // A node knows a pod by its sandbox, which has a number of its own.
    const sandbox = createHash('sha256').update(uid).digest('hex');
    const tried = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused`;
    throw new Error(
      `error forwarding port ${port} to pod ${sandbox}, uid : failed to execute portforward in network namespace ` +
        `"/var/run/netns/cni-${uid}": failed to connect to localhost:${port} inside namespace "${sandbox}", ${tried} `,
    );
  }
}
