import { NotExecutable } from '../../runtime/executables.ts';
import type { ContainerProgram } from '../program.ts';

/** `busybox NAME ARGS`: one of its commands, by name. Alone it lists them. */
export function createBusybox(names: readonly string[]): ContainerProgram {
  return async (process) => {
    const [, name, ...args] = process.argv;
    if (name === undefined || name === '--help') {
      process.stdout('BusyBox v1.36.1 (practice cluster) multi-call binary.\n\n');
      process.stdout('Usage: busybox [function [arguments]...]\n   or: busybox --list\n\n');
      process.stdout(`Currently defined functions:\n\t${names.join(', ')}\n`);
      return 0;
    }
    if (name === '--list') {
      process.stdout(names.map((one) => `${one}\n`).join(''));
      return 0;
    }
    try {
      return await process.exec([name, ...args]);
    } catch (error) {
      if (!(error instanceof NotExecutable)) throw error;
      process.stderr(`${name}: applet not found\n`);
      return 127;
    }
  };
}
