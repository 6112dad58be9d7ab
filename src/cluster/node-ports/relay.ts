import type { NodeContainer } from '../docker/gather.ts';
import type { Command, NodePort } from './forward.ts';

export const relayImage = 'alpine/socat';

/**
 * A relay in a container beside the node: what it publishes on 127.0.0.1 answers there in the engine's machine as in
 * this one, whereas a port of this machine's says nothing to an engine in a virtual one.
 */
export function containerRelay({ network, address }: NodeContainer): (port: NodePort) => Command {
  return ({ nodePort }) => [
    'docker',
    'run',
    '--rm',
    // So that it ends when it is told to.
    '--init',
    `--network=${network}`,
    `--publish=127.0.0.1:${nodePort}:${nodePort}`,
    relayImage,
    `TCP-LISTEN:${nodePort},fork,reuseaddr`,
    `TCP:${address}:${nodePort}`,
  ];
}
