import { join } from 'node:path';

/** What a host is started with. */
export interface HostOptions {
  readonly dir: string;
  readonly speed: number;
  readonly running: boolean;
}

/** Where a host answers its tools; the secret is part of the URL. */
export interface HostAddress {
  readonly pid: number;
  readonly url: string;
}

/** What lies in a practice cluster's folder. */
export function hostFiles(dir: string) {
  return {
    /** Where the running host answers. */
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
    blobs: join(dir, 'cluster', 'blobs'),
    nodeImages: join(dir, 'cluster', 'node-images.json'),
    engineImages: join(dir, 'cluster', 'engine-images.json'),
    cluster: join(dir, 'cluster'),
  };
}
