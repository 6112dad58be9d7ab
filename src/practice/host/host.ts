import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { createClock } from '../../base/clock.ts';
import { programs } from '../node/programs/index.ts';
import { listenToTools } from './control.ts';
import { type HostAddress, type HostOptions, hostFiles } from './files.ts';
import { idleAfter, whenIdle } from './idle.ts';
import { Images } from './images.ts';
import { Machine } from './machine.ts';
import { createSecret } from './secret.ts';

export interface Host {
  readonly address: HostAddress;
  /** Saves everything and lets go of everything; the process ends by itself then. */
  readonly end: () => void;
}

/**
 * Starts all of a practice cluster in this process: docker's engine at once, Kubernetes where it ran before. `version`
 * is the Kubernetes that it answers as.
 */
export async function startHost(
  { dir, speed, running }: HostOptions,
  version: Promise<string>,
): Promise<Host> {
  const files = hostFiles(dir);
  mkdirSync(dir, { recursive: true });
  const before = readAddress(files.address);
  const secret = before?.secret ?? createSecret();
  const clock = createClock(speed);
  const images = new Images(files, { clock, programs });
  const machine = new Machine({
    files,
    clock,
    secret,
    version,
    images,
    programs,
  });
  await images.resume();
  await machine.resume();
  if (running && machine.profile === undefined) await machine.start('minikube');

  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    finish().catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  const tools = await listenToTools({
    secret,
    machine,
    docker: (request, response, path) => images.engine.handleEngineRequest(request, response, path),
    port: before?.port,
  });
  const stopWaiting = whenIdle(idleAfter, createClock(), end);
  const finish = async () => {
    stopWaiting();
    tools.close();
    await machine.suspend();
    await images.close();
  };
  const address: HostAddress = { pid: process.pid, port: tools.port, secret };
  writeFileAtomic(files.address, JSON.stringify(address), { mode: 0o600 });
  return { address, end };
}

/** Where an earlier host of this folder answered: shells that are still open know it by that. */
function readAddress(file: string): HostAddress | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as HostAddress) : undefined;
}
