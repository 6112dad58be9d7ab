/** The first code of the thread that containers' programs share: gives each its container's world. */
import { syncBuiltinESMExports } from 'node:module';
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { forgetCalls, startMeter } from './shared/meter.ts';
import { type Program, startProgram } from './shared/program.ts';
import type { FromShared, ToShared } from './shared/protocol.ts';
import { currentWorld, inWorld, type World } from './shared/world.ts';
import { refuseDatagrams } from './worker/datagrams.ts';
import { patchDns } from './worker/dns.ts';
import { patchFiles } from './worker/files.ts';
import { patchNet } from './worker/net.ts';
import { patchSystem } from './worker/process.ts';

if (!parentPort) throw new Error('This is the beginning of a thread, not a program of its own');
const port = parentPort;
const programs = new Map<number, Program>();

function mustBeIn(): World {
  const world = currentWorld();
  if (!world) throw new Error('no program is running');
  return world;
}

patchFiles(() => currentWorld()?.files);
patchNet(() => mustBeIn().net);
patchDns(() => mustBeIn().link);
patchSystem(() => ({ data: mustBeIn().data, env: mustBeIn().process.env }));
refuseDatagrams();
syncBuiltinESMExports();

for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(name, (error: unknown) => {
    const world = currentWorld();
    // The thread's own mistake ends it; the programs go on in threads of their own.
    if (!world) throw error;
    world.crash(error, name);
  });
}

/** What the cluster calls by way of the debugger when the thread does not give way: whose code runs now? */
Object.assign(globalThis, { whoRuns: () => currentWorld()?.id });

const say = (message: FromShared) => port.postMessage(message);
port.on('message', (message: ToShared) => {
  if (message.type === 'start') {
    programs.set(
      message.id,
      startProgram(message, () => void programs.delete(message.id)),
    );
  } else if (message.type === 'drop') {
    forgetCalls();
    inWorld(undefined, () => programs.get(message.id)?.drop());
  } else if (message.type === 'ping') say({ type: 'pong' });
  else {
    const { total_heap_size, external_memory } = getHeapStatistics();
    say({ type: 'reading', cpu: startMeter(), memory: total_heap_size + external_memory });
  }
});
say({ type: 'pong' });
