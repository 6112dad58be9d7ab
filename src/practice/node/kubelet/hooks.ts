import { Writable } from 'node:stream';
import type { Container as ContainerSpec, LifecycleHandler } from '../../objects.ts';
import type { Container } from '../runtime/container.ts';
import { NotExecutable } from '../runtime/executables.ts';
import type { KubeletContext } from './context.ts';
import { probeHttp } from './probe-once.ts';

export interface HookPlace {
  context: KubeletContext;
  container: Container;
  spec: ContainerSpec;
  ip: string;
}

/** Why the hook failed, in the kubelet's words; undefined when it did not. Ends with `signal`. */
export async function runHook(
  { context, container, spec, ip }: HookPlace,
  { exec, httpGet, sleep }: LifecycleHandler,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (sleep) await context.clock.sleep(sleep.seconds * 1000, signal);
  if (httpGet) return probeHttp(context, spec, ip, httpGet, signal);
  const command = exec?.command;
  if (!command) return undefined;
  const said: Buffer[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said.push(chunk);
      done();
    },
  });
  try {
    const streams = { stdin: undefined, stdout: output, stderr: output };
    const code = await container.exec({ command, tty: false, ...streams, signal });
    if (code === 0 || signal.aborted) return undefined;
    return `command '${command.join(' ')}' exited with ${code}: ${Buffer.concat(said)}`;
  } catch (error) {
    if (!(error instanceof NotExecutable)) throw error;
    return `OCI runtime exec failed: exec failed: unable to start container process: ${error.message}: unknown`;
  }
}

/** As `runHook`, given up after `patience` milliseconds, or when the container has ended. */
export async function runHookWithin(
  patience: number,
  place: HookPlace,
  hook: LifecycleHandler,
): Promise<string | undefined> {
  const ended = new AbortController();
  const timer = place.context.clock.after(patience, () => ended.abort());
  void place.container.exited.then(() => ended.abort());
  const failure = await runHook(place, hook, ended.signal);
  timer.cancel();
  return failure;
}
