/**
 * How a NodePort of minikube's node is reached from the learner's machine: at the node's own address, or, where the
 * node is a container in a virtual machine of Docker's, through a forward of each port to this machine.
 */
export type Reach = 'direct' | 'forwarded';

/** Drivers whose node has an address in a network that only they can see, wherever that is not Linux. */
const inside = new Set(['docker', 'podman', 'qemu', 'qemu2']);

export function reachOf(platform: NodeJS.Platform, driver: string | undefined): Reach {
  return platform !== 'linux' && driver !== undefined && inside.has(driver) ? 'forwarded' : 'direct';
}
