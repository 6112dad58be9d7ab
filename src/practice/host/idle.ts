import diagnostics from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Clock, Timer } from '../../base/clock.ts';

/** Milliseconds of real time without a connection after which a host ends itself. */
export const idleAfter = 600_000;

/**
 * Calls `onIdle` once nobody has been connected for `after` milliseconds: no tool, no watch, no browser at a NodePort.
 * What the cluster's own containers say to each other does not go over TCP, and does not count. Returns the call that
 * ends it.
 */
export function whenIdle(after: number, clock: Clock, onIdle: () => void): () => void {
  let open = 0;
  let stopped = false;
  let timer: Timer = clock.after(after, onIdle);
  const connected = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    // A container's own connections have an address of the cluster's, and no port of this machine.
    if (socket.localPort === undefined) return;
    open += 1;
    timer.cancel();
    socket.once('close', () => {
      open -= 1;
      if (open === 0 && !stopped) timer = clock.after(after, onIdle);
    });
  };
  diagnostics.subscribe('net.server.socket', connected);
  return () => {
    stopped = true;
    diagnostics.unsubscribe('net.server.socket', connected);
    timer.cancel();
  };
}
