import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { distDir } from '../../../base/package-root.ts';
import type { NetworkError } from '../network/failure.ts';
import { meterThread } from '../runtime/meter.ts';
import { defaultHeap, smallestHeap } from '../settings.ts';
import { type ContainerProcess, type ContainerProgram, OutOfMemory } from './program.ts';
import { parseNodeCommand } from './worker/command-line.ts';
import { describeCrash } from './worker/crash.ts';
import type { FromThread, ThreadData, ToThread } from './worker/protocol.ts';

/** Where the code of a container's thread begins: the source, or what the build makes of it. */
const bootstrap = import.meta.url.endsWith('.ts')
  ? new URL('./worker-bootstrap.ts', import.meta.url)
  : `${distDir}/container.js`;

/** `node FILE`: runs a program of the image in a thread of its own, inside the container's files and network. */
export const node: ContainerProgram = async (process) => {
  const command = parseNodeCommand(process.argv.slice(1));
  if (command.version) {
    process.stdout(`v${process.env.NODE_VERSION ?? globalThis.process.versions.node}\n`);
    return 0;
  }
  if (command.script === undefined && command.code === undefined) {
    if (process.tty) {
      process.stderr(
        "The practice cluster's node has no prompt of its own: give it a file, or node -e 'CODE'\n",
      );
      return 1;
    }
    const code = process.stdin ? await text(process.stdin) : '';
    return code.trim() === ''
      ? 0
      : run({ ...process, stdin: undefined, argv: ['node', '-e', code, ...command.args] });
  }
  return run(process);
};

function run(process: ContainerProcess): Promise<number> {
  const untaken = new SharedArrayBuffer(4);
  const worker = new Worker(bootstrap, {
    workerData: threadData(process, untaken),
    env: { ...process.env },
    stdin: process.stdin !== undefined,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: limits(process.memoryLimit),
  });
  meterThread(process.network, worker);
  return live(worker, process, new Int32Array(untaken));
}

function threadData(process: ContainerProcess, untaken: SharedArrayBuffer): ThreadData {
  const { paths, user, network, cwd, pid, tty, clock } = process;
  return {
    args: process.argv.slice(1),
    cwd,
    root: paths.root,
    mounts: paths.mounts,
    readOnlyRoot: paths.readOnlyRoot,
    user,
    hostname: network.hostname,
    ip: network.ip,
    pid,
    tty,
    speed: clock.speed,
    untaken,
  };
}

/** Small young generations: many containers share this machine, and most of them wait. */
function limits(memory: number | undefined) {
  const heap = Math.max(memory ?? defaultHeap, smallestHeap);
  return { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: heap / 2 ** 20, stackSizeMb: 2 };
}

function live(worker: Worker, process: ContainerProcess, untaken: Int32Array): Promise<number> {
  const { network, signal, killed, stdout, stderr } = process;
  const servers = new Map<number, () => void>();
  const send = (message: ToThread) => worker.postMessage(message);
  const answer = async (message: FromThread & { type: 'question' }) => {
    const { id } = message;
    try {
      if (message.question === 'lookup') {
        send({ type: 'answer', id, answer: await network.lookup(message.host) });
      } else if (message.question === 'connect') {
        send({ type: 'answer', id, answer: await network.route(message.host, message.port) });
      } else {
        const { path, port, close } = await network.reserve(message.port);
        servers.set(port, close);
        send({ type: 'answer', id, answer: { path, port } });
      }
    } catch (error) {
      send({ type: 'failure', id, failure: (error as NetworkError).failure });
    }
  };
  worker.on('message', (message: FromThread) => {
    if (message.type === 'question') void answer(message);
    else if (message.type === 'closed') {
      servers.get(message.port)?.();
      servers.delete(message.port);
    } else {
      const output = message.stream === 'stdout' ? stdout : stderr;
      output(message.data);
      const taken = () => {
        Atomics.sub(untaken, 0, message.data.length);
        Atomics.notify(untaken, 0);
      };
      const waiting = output.full?.();
      if (waiting) void waiting.then(taken);
      else taken();
    }
  });
  process.stdin?.pipe(worker.stdin as NodeJS.WritableStream);
  const pass = () => send({ type: 'signal', name: String(signal.reason) });
  const end = () => void worker.terminate();
  signal.addEventListener('abort', pass, { once: true });
  killed.addEventListener('abort', end, { once: true });
  if (killed.aborted) end();
  else if (signal.aborted) pass();
  return new Promise<number>((resolve, reject) => {
    let crash: Error | undefined;
    worker.once('error', (error: Error) => {
      crash = error;
    });
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', pass);
      killed.removeEventListener('abort', end);
      for (const close of servers.values()) close();
      if ((crash as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        reject(new OutOfMemory());
        return;
      }
      if (crash !== undefined) stderr(describeCrash(crash, process.paths));
      resolve(code);
    });
  });
}
