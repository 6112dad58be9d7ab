/** The first code of a container's thread: gives it the container's world, then runs its program. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { createContainerPaths } from '../runtime/container-paths.ts';
import { parseNodeCommand } from './worker/command-line.ts';
import { refuseDatagrams } from './worker/datagrams.ts';
import { patchDns } from './worker/dns.ts';
import { createFileView, patchFiles } from './worker/files.ts';
import { createLink } from './worker/link.ts';
import { patchModules } from './worker/modules.ts';
import { patchNet } from './worker/net.ts';
import { patchOutput } from './worker/output.ts';
import { patchProcess } from './worker/process.ts';
import type { OwnThreadData } from './worker/protocol.ts';
import { run } from './worker/run.ts';
import { patchTimers } from './worker/timers.ts';
import { patchTls } from './worker/tls.ts';

if (!parentPort) throw new Error('This is the beginning of a thread, not a program of its own');
const data = workerData as OwnThreadData;
const command = parseNodeCommand(data.args);
const paths = createContainerPaths(data.root, data.mounts, data.readOnlyRoot);
const link = createLink(parentPort, new Int32Array(data.untaken));

patchOutput(link, data.tty);
patchProcess(link, data, (inside) => fs.statSync(inside, { throwIfNoEntry: false })?.isDirectory() === true);
const view = createFileView(paths, () => process.cwd());
patchFiles(() => view);
const ignore = () => undefined;
const net = { link, ip: data.ip, toHost: view.toHost, opened: ignore, accepted: ignore };
patchNet(() => net);
patchTls();
patchDns(() => link);
refuseDatagrams();
patchTimers(data.speed);
patchModules(paths);
syncBuiltinESMExports();
process.argv = [
  '/usr/local/bin/node',
  ...(command.script === undefined ? [] : [command.script]),
  ...command.args,
];

await run(command);
