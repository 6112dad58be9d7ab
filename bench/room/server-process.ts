/** A room's server as a process of its own: `server-process OPTIONS` with the options as JSON. It says when it listens. */
import type { RoomLesson } from '../../src/hub/protocol/room-events.ts';
import { serveRoom } from '../../src/hub/server/serve.ts';
import { openLog, type Where } from '../../src/hub/store/open.ts';

export interface ServerOptions {
  readonly where: Where;
  readonly port: number;
  readonly room: string;
  readonly secret: string;
  readonly lesson: RoomLesson;
}

const options = JSON.parse(process.argv[2] ?? '') as ServerOptions;
const log = await openLog(options.where);
const { port } = await serveRoom({
  ...options,
  log,
  host: '127.0.0.1',
  pages: new Map(),
  behindProxy: false,
  notice: ({ path, what }) => process.stderr.write(`${path}: ${what}\n`),
});
process.stdout.write(`${port}\n`);
