import { join } from 'node:path';

/** What a host is started with. */
export interface HostOptions {
  readonly dir: string;
  readonly speed: number;
  readonly running: boolean;
}

/** Where a host answers its tools. */
export interface HostAddress {
  readonly pid: number;
  readonly port: number;
  /** Part of every URL, so that no web page can guess one. */
  readonly secret: string;
}

/** What the URLs of a host's tools begin with. */
export function hostUrl({ port, secret }: HostAddress): string {
  return `http://127.0.0.1:${port}/c/${secret}`;
}

/** What lies in a practice cluster's folder. */
export function hostFiles(dir: string) {
  return {
    /** Where the last host answered. */
    address: join(dir, 'host.json'),
    /** docker, minikube and, where the machine has none, kubectl and curl. */
    bin: join(dir, 'bin'),
    /** There once the cluster was started, as after `minikube start`. */
    kubeconfig: join(dir, 'kubeconfig'),
    log: join(dir, 'host.log'),
    /** The ports and whether Kubernetes was running, over a restart of the host. */
    machine: join(dir, 'machine.json'),
    /** The cluster's objects, its node's containers, and its images: gone with `minikube delete`. */
    objects: join(dir, 'cluster', 'objects'),
    node: join(dir, 'cluster', 'node'),
    /** The key and certificate that pods know the API by. */
    identity: join(dir, 'cluster', 'identity.json'),
    blobs: join(dir, 'cluster', 'blobs'),
    nodeImages: join(dir, 'cluster', 'node-images.json'),
    engineImages: join(dir, 'cluster', 'engine-images.json'),
    engine: join(dir, 'cluster', 'engine'),
    /** What kubectl keeps of the API: under ~/.kube, it would be there for good, since no other cluster has its address. */
    kubectlCache: join(dir, 'cluster', 'kubectl'),
    cluster: join(dir, 'cluster'),
  };
}
