import { NotExecutable } from '../../runtime/executables.ts';
import type { ContainerProgram } from '../program.ts';
import { ShellError } from '../shell/state.ts';
import { type Applet, hostPath, UsageError } from './applet.ts';
import { files } from './files.ts';
import { grep } from './grep.ts';
import { ls } from './ls.ts';
import { network } from './network.ts';
import { sed } from './sed.ts';
import { system } from './system.ts';
import { tail } from './tail.ts';
import { tar } from './tar.ts';
import { terminal } from './terminal.ts';
import { text } from './text.ts';
import { wget } from './wget.ts';
import { which } from './which.ts';

const applets: Record<string, Applet> = {
  ...files,
  ...text,
  ...system,
  ...network,
  ...terminal,
  grep,
  ls,
  sed,
  tail,
  tar,
  wget,
  which,
};

function programOf(name: string, applet: Applet): ContainerProgram {
  return async (process) => {
    const complain = (message: string) => {
      process.stderr(`${name}: ${message}\n`);
      return 1;
    };
    try {
      const print = (text: string) => process.stdout(text);
      return (
        (await applet({
          process,
          name,
          args: process.argv.slice(1),
          print,
          complain,
          host: hostPath(process),
        })) ?? 0
      );
    } catch (error) {
      if (error instanceof UsageError || error instanceof ShellError) return complain(error.message);
      if (error instanceof NotExecutable) {
        complain(`can't execute '${/"(.*?)"/.exec(error.message)?.[1]}': No such file or directory`);
        return error.exitCode;
      }
      throw error;
    }
  };
}

/** The commands of busybox, by name. */
export const busybox: Readonly<Record<string, ContainerProgram>> = Object.fromEntries(
  Object.entries(applets).map(([name, applet]) => [name, programOf(name, applet)]),
);
