import type { Writable } from 'node:stream';
import type { WebSocket } from 'ws';

/** How often a client that is made to wait is asked whether it is still there: milliseconds. */
const askEvery = 5_000;

/**
 * Reads nothing more from the client until `target` has room. Pings meanwhile: a connection that is not read shows its
 * end only to who writes.
 */
export function whileHeldUp(socket: WebSocket, target: Writable): void {
  if (socket.isPaused) return;
  socket.pause();
  const asking = setInterval(() => socket.ping(() => undefined), askEvery);
  const goOn = () => {
    clearInterval(asking);
    for (const event of ['drain', 'close'] as const) target.off(event, goOn);
    socket.off('close', goOn);
    if (socket.readyState === socket.OPEN) socket.resume();
  };
  for (const event of ['drain', 'close'] as const) target.once(event, goOn);
  socket.once('close', goOn);
}
