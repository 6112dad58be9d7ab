import { collectionPath, type ResourceType } from './resources.ts';

/** Which objects to look at. */
export interface Query {
  /** A resource's name as kubectl takes it. */
  readonly resource: string;
  /** Undefined is the namespace of the kubeconfig's context. */
  readonly namespace?: string | undefined;
  /** In every namespace, whatever `namespace` says. */
  readonly everywhere?: boolean;
  readonly name?: string | undefined;
  /** A label selector. */
  readonly selector?: string | undefined;
}

/** The query's collection at one server. */
export interface Place {
  readonly type: ResourceType;
  /** Undefined for objects outside namespaces, and for a look into all of them. */
  readonly namespace: string | undefined;
}

export function placeOf(query: Query, type: ResourceType, contextNamespace: string): Place {
  const within = type.namespaced && query.everywhere !== true;
  return { type, namespace: within ? (query.namespace ?? contextNamespace) : undefined };
}

/** Path and query string of a list (with no parameters more) or a watch. */
export function listPath(query: Query, place: Place, more: Readonly<Record<string, string>> = {}): string {
  const params = new URLSearchParams(more);
  if (query.name !== undefined) params.set('fieldSelector', `metadata.name=${query.name}`);
  if (query.selector !== undefined) params.set('labelSelector', query.selector);
  const path = collectionPath(place.type, place.namespace);
  return params.size === 0 ? path : `${path}?${params}`;
}
