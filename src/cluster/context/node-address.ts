import type { Connection } from '../api/connection.ts';
import { StatusError } from '../api/errors.ts';
import { getJson } from '../api/http.ts';
import { hostOf, isOwnHost } from './local.ts';

interface NodeList {
  items?: { status?: { addresses?: { type: string; address: string }[] } }[];
}

/** Clusters whose API server is published on this machine's loopback, while their NodePorts are not. */
const inContainers = /^(kind-|k3d-)/;

/**
 * The address at which NodePorts answer from this machine: its own where the API server is part of it, else that of
 * the first node. @throws what a request throws
 */
export async function nodeAddress(
  context: string,
  connection: Connection,
  signal: AbortSignal,
): Promise<string> {
  const own = isOwnHost(hostOf(connection.base));
  const { items = [] } = await getJson<NodeList>(connection, '/api/v1/nodes', signal).catch((error) => {
    // Who has only a namespace of a shared cluster may not see its nodes.
    if (error instanceof StatusError && error.status === 403) return {} as NodeList;
    throw error;
  });
  if (own && !inContainers.test(context)) return '127.0.0.1';
  const addresses = items[0]?.status?.addresses ?? [];
  const internal = addresses.find((one) => one.type === 'InternalIP')?.address;
  return internal ?? (own ? '127.0.0.1' : hostOf(connection.base));
}
