import { Writable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
import type { Container } from '../runtime/container.ts';
import { NotExecutable } from '../runtime/executables.ts';

/** What a container's `lifecycle` asks for: a command in it, or a while to wait. */
export interface Hook {
  exec?: { command?: string[] };
  sleep?: { seconds: number };
}

/** Why the hook failed, in the kubelet's words; undefined when it did not. Ends with `signal`. */
export async function runHook(
  container: Container,
  { exec, sleep }: Hook,
  clock: Clock,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (sleep) await clock.sleep(sleep.seconds * 1000, signal);
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
