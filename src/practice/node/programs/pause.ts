import { once } from 'node:events';
import type { ContainerProgram } from './program.ts';

/** Does nothing until it is told to end. */
export const pause: ContainerProgram = async ({ signal, argv, stdout }) => {
  if (argv.includes('-v')) {
    stdout('pause.c v3.10\n');
    return 0;
  }
  if (!signal.aborted) await once(signal, 'abort');
  stdout('Shutting down, got signal: Terminated\n');
  return 0;
};
