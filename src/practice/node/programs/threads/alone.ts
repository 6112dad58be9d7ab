import { Worker } from 'node:worker_threads';
import { distDir } from '../../../../base/package-root.ts';
import { meterContainer, readWorker } from '../../runtime/meter.ts';
import { defaultHeap, smallestHeap } from '../../settings.ts';
import { type ContainerProcess, OutOfMemory } from '../program.ts';
import { describeCrash } from '../worker/crash.ts';
import type { FromThread, OwnThreadData, ToThread } from '../worker/protocol.ts';
import { serve, threadData } from './serve.ts';

/** Where the code of a container's thread begins: the source, or what the build makes of it. */
const bootstrap = import.meta.url.endsWith('.ts')
  ? new URL('../worker-bootstrap.ts', import.meta.url)
  : `${distDir}/container.js`;

/** Runs a program in a thread of its own. Resolves to its exit code. */
export function runAlone(process: ContainerProcess): Promise<number> {
  const shared = new SharedArrayBuffer(4);
  const untaken = new Int32Array(shared);
  const worker = new Worker(bootstrap, {
    workerData: { ...threadData(process), untaken: shared } satisfies OwnThreadData,
    env: { ...process.env },
    stdin: process.stdin !== undefined,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: limits(process.memoryLimit),
  });
  const stopMeter = meterContainer(process.network, () => readWorker(worker));
  const { signal, killed, stderr } = process;
  const send = (message: ToThread) => worker.postMessage(message);
  const served = serve(process, send, (bytes) => {
    Atomics.sub(untaken, 0, bytes);
    Atomics.notify(untaken, 0);
  });
  worker.on('message', (message: FromThread) => served.hear(message));
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
      stopMeter();
      signal.removeEventListener('abort', pass);
      killed.removeEventListener('abort', end);
      served.close();
      if ((crash as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        reject(new OutOfMemory());
        return;
      }
      if (crash !== undefined) stderr(describeCrash(crash, process.paths));
      resolve(code);
    });
  });
}

/** Small young generations: many containers share this machine, and most of them wait. */
function limits(memory: number | undefined) {
  const heap = Math.max(memory ?? defaultHeap, smallestHeap);
  return { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: heap / 2 ** 20, stackSizeMb: 2 };
}
