/** The `config` part of an OCI image configuration. */
export interface ImageConfig {
  Entrypoint?: string[];
  Cmd?: string[];
  Env?: string[];
  WorkingDir?: string;
  ExposedPorts?: Record<string, Record<string, never>>;
  Labels?: Record<string, string>;
  User?: string;
  Volumes?: Record<string, Record<string, never>>;
  Healthcheck?: Healthcheck;
  Shell?: string[];
  StopSignal?: string;
}

/** Durations in nanoseconds, as docker keeps them. */
export interface Healthcheck {
  Test: string[];
  Interval?: number;
  Timeout?: number;
  StartPeriod?: number;
  Retries?: number;
}

export interface Image {
  /** The digest of its configuration: `sha256:…`, docker's IMAGE ID. */
  readonly id: string;
  /** The digest of its manifest, as a registry knows it. */
  readonly digest: string;
  readonly config: ImageConfig;
  /** Digests of its compressed layers, lowest first. */
  readonly layers: readonly string[];
  /** Bytes, as `docker images` shows it: the advertised size of a built-in image, else that of its layers. */
  readonly size: number;
  readonly created: string;
}

/** An image cannot be had. `message` is what a node's kubelet (containerd) says of it. */
export class PullError extends Error {
  /**
   * not-found: no registry has it; refused: the registry does not answer; insecure: it speaks HTTP and must not;
   * unreachable: a registry outside this machine; failed: anything else.
   */
  readonly cause_: 'not-found' | 'refused' | 'insecure' | 'invalid-name' | 'unreachable' | 'failed';

  constructor(cause: PullError['cause_'], message: string) {
    super(message);
    this.name = 'PullError';
    this.cause_ = cause;
  }
}

/**
 * The images that one engine has: the docker engine and the cluster's node each have their own names, over one folder
 * of content-addressed blobs.
 */
export interface ImageStore {
  find(reference: string): Image | undefined;
  /**
   * Fetches it: a public name from the built-in catalogue, a name with a registry host from that registry, over HTTP
   * on loopback.
   * @throws PullError
   */
  pull(reference: string): Promise<Image>;
  /** Writes its files into `folder`, which must exist and be empty. */
  unpack(image: Image, folder: string): Promise<void>;
}
