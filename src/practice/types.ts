/**
 * What the parts of the practice cluster know of each other. The API server and the controllers see the node only as
 * a `NodeAgent`; the node sees the cluster only as a `Store`. Neither knows the tools (docker, minikube, kubectl).
 */
import type { Duplex, Readable, Writable } from 'node:stream';

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** As Kubernetes' ObjectMeta. Times are RFC 3339 strings, as on the wire. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  generateName?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: unknown[];
}

/** Any object that the API serves. Kinds that the code looks into have types of their own in `objects.ts`. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

export interface Change<T extends KubeObject = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: T;
}

/** `group/Kind`, or the bare kind of the core group: `Pod`, `apps/Deployment`. */
export type GroupKind = string;

/**
 * The versioned objects of one cluster. What is read is never to be written to: copy (`structuredClone`), change,
 * `update`. Every call is synchronous, so that a controller sees one state from its first line to its last.
 */
export interface Store {
  get<T extends KubeObject>(kind: GroupKind, namespace: string | undefined, name: string): T | undefined;
  list<T extends KubeObject>(
    kind: GroupKind,
    query?: { namespace?: string; labels?: Record<string, string> },
  ): T[];
  /** @throws ApiError 409 AlreadyExists. Fills in uid, resourceVersion, creationTimestamp. */
  create<T extends KubeObject>(object: T): T;
  /**
   * Replaces it; an update that changes nothing does not count up resourceVersion. Removes it when its last finalizer
   * goes after deletion was asked for.
   * @throws ApiError 404; 409 Conflict when `resourceVersion` is set and is not the stored one.
   */
  update<T extends KubeObject>(object: T): T;
  /** Reads, lets `change` write to a copy, updates. Undefined when the object is gone. */
  mutate<T extends KubeObject>(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
    change: (draft: T) => void,
  ): T | undefined;
  /** Removes it now, whatever its finalizers. */
  remove(kind: GroupKind, namespace: string | undefined, name: string): void;
  /** Every change from now on, in order, after it was made. Returns the call that ends it. */
  subscribe(kind: GroupKind, listener: (change: Change) => void): () => void;
}

export interface LogQuery {
  container: string;
  follow?: boolean;
  previous?: boolean;
  tailLines?: number;
  /** Lines at or after this time. */
  since?: Date;
  timestamps?: boolean;
}

export interface ExecRequest {
  container: string;
  command: string[];
  tty: boolean;
  stdin: Readable | undefined;
  stdout: Writable;
  stderr: Writable | undefined;
  signal: AbortSignal;
  /** Terminal sizes, as they change. */
  resize?: (listener: (size: { columns: number; rows: number }) => void) => void;
}

/** Joins a container's own process. */
export type AttachRequest = Omit<ExecRequest, 'command' | 'tty'>;

/** In cores and bytes. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** What a node and the containers on it use. */
export interface NodeUsage extends Usage {
  readonly node: string;
  readonly pods: readonly {
    readonly namespace: string;
    readonly pod: string;
    readonly containers: readonly ({ readonly name: string } & Usage)[];
  }[];
}

/** What the API server asks of the node on which a pod runs. */
export interface NodeAgent {
  /** The container's log. @throws ApiError 400 while the container is waiting to start. */
  logs(namespace: string, pod: string, query: LogQuery, signal: AbortSignal): AsyncIterable<string>;
  /** Resolves to the exit code. @throws ApiError */
  exec(namespace: string, pod: string, request: ExecRequest): Promise<number>;
  /** What it prints from now on, and its input where it has one, until it has ended or the caller goes. @throws ApiError */
  attach(namespace: string, pod: string, request: AttachRequest): Promise<void>;
  /** A connection to a port of a pod. Rejects with a Node system error (ECONNREFUSED). */
  portForward(namespace: string, pod: string, port: number): Promise<Duplex>;
  /** Measured over the time since it was asked last, or over a moment. */
  usage(): Promise<NodeUsage[]>;
}

/** The ports of the machine at which NodePort services answer. */
export interface NodePorts {
  /**
   * Starts to listen on 127.0.0.1, so that the port answers (or refuses, while no endpoint is ready) as soon as the
   * Service exists. A free one of 30000 to 32767 unless one is named.
   * @throws ApiError 422 when the port is taken.
   */
  claim(port?: number): Promise<number>;
  release(port: number): void;
}
