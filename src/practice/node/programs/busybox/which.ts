import { findExecutable, NotExecutable } from '../../runtime/executables.ts';
import type { Applet } from './applet.ts';

export const which: Applet = ({ args, process, print }) => {
  let status = 0;
  for (const name of args) {
    try {
      print(`${findExecutable([name], process).file}\n`);
    } catch (error) {
      if (!(error instanceof NotExecutable)) throw error;
      status = 1;
    }
  }
  return status;
};
