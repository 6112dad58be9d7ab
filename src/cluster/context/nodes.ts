import type { Connection } from '../api/connection.ts';
import { StatusError } from '../api/errors.ts';
import { getJson } from '../api/http.ts';
import { isOwnHost } from './local.ts';

/** A node, as far as it matters for reaching it. */
export interface ClusterNode {
  readonly name: string;
  /** In the network that the nodes share. */
  readonly address: string | undefined;
  /** The node is this very machine. */
  readonly isHere: boolean;
  /** minikube's profile, of a node that minikube made. */
  readonly minikube: string | undefined;
}

export interface NodeList {
  readonly items?: readonly {
    readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
    readonly status?: { readonly addresses?: readonly { readonly type: string; readonly address: string }[] };
  }[];
}

/** The nodes of a cluster; none where we may not see them. @throws what a request throws */
export async function nodesOf(connection: Connection, signal: AbortSignal): Promise<ClusterNode[]> {
  const list = await getJson<NodeList>(connection, '/api/v1/nodes', signal).catch((error) => {
    // Who has only a namespace of a shared cluster may not see its nodes.
    if (error instanceof StatusError && error.status === 403) return {};
    throw error;
  });
  return readNodes(list);
}

export function readNodes({ items = [] }: NodeList): ClusterNode[] {
  return items.map(({ metadata, status }) => {
    const address = status?.addresses?.find((one) => one.type === 'InternalIP')?.address;
    return {
      name: metadata.name,
      address,
      isHere: address !== undefined && isOwnHost(address),
      minikube: metadata.labels?.['minikube.k8s.io/name'],
    };
  });
}
