/** A Kubernetes object as read from the server or from a file: only its head is typed, the rest is looked up. */
export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string | null;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[];
  finalizers?: string[];
  [field: string]: unknown;
}

export interface ObjectList<T = KubeObject> {
  apiVersion?: string;
  kind?: string;
  metadata?: { resourceVersion?: string; continue?: string };
  items?: T[] | null;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Dict = Record<string, unknown>;

export const isDict = (value: unknown): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of keys, or undefined. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

export const dictAt = (value: unknown, ...path: (string | number)[]): Dict => {
  const found = at(value, ...path);
  return isDict(found) ? found : {};
};

export const textAt = (value: unknown, ...path: (string | number)[]): string => {
  const found = at(value, ...path);
  return found === undefined || found === null ? '' : String(found);
};

export const numberAt = (value: unknown, ...path: (string | number)[]): number =>
  Number(at(value, ...path) ?? 0);

export const listAt = <T = Dict>(value: unknown, ...path: (string | number)[]): T[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as T[]) : [];
};

export const nameOf = (object: KubeObject): string => object.metadata?.name ?? '';
