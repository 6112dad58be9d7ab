import type { CommandCall } from '../command.ts';
import { DaemonError, DockerError } from '../errors.ts';

/** Removes what is named, one after the other, and goes on after what cannot be. @throws DockerError with `atEnd` then */
export async function removeEach(
  { flags, args, streams, engine }: CommandCall,
  path: string,
  atEnd = '',
): Promise<number> {
  let failed = false;
  for (const name of args) {
    try {
      await engine.post(path, { name });
      streams.out(`${name}\n`);
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      if (error.status === 404 && flags.bool('force')) continue;
      streams.err(`Error response from daemon: ${error.message}\n`);
      failed = true;
    }
  }
  if (failed && atEnd !== '') throw new DockerError(atEnd);
  return failed ? 1 : 0;
}
