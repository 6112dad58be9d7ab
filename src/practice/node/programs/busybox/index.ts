import { NotExecutable } from '../../runtime/executables.ts';
import type { ContainerProgram } from '../program.ts';
import { ShellError } from '../shell/state.ts';
import { type Applet, Complaint, hostPath, UsageError } from './applet.ts';
import { archives } from './archives.ts';
import { awk } from './awk/awk.ts';
import { createBusybox } from './busybox.ts';
import { characters } from './characters.ts';
import { compare } from './compare.ts';
import { date } from './date.ts';
import { dd } from './dd.ts';
import { digests } from './digests.ts';
import { expr } from './expr.ts';
import { files } from './files.ts';
import { find } from './find.ts';
import { grep } from './grep.ts';
import { identity } from './identity.ts';
import { lines } from './lines.ts';
import { ls } from './ls.ts';
import { machine } from './machine.ts';
import { network } from './network.ts';
import { networkInfo } from './network-info.ts';
import { refusals } from './refusals.ts';
import { sed } from './sed.ts';
import { stat } from './stat.ts';
import { streams } from './streams.ts';
import { system } from './system.ts';
import { tail } from './tail.ts';
import { tar } from './tar.ts';
import { terminal } from './terminal.ts';
import { timeout } from './timeout.ts';
import { wget } from './wget.ts';
import { which } from './which.ts';

const applets: Record<string, Applet> = {
  ...archives,
  ...characters,
  ...compare,
  ...digests,
  ...files,
  ...identity,
  ...lines,
  ...machine,
  ...network,
  ...networkInfo,
  ...refusals,
  ...streams,
  ...system,
  ...terminal,
  awk,
  date,
  dd,
  egrep: grep,
  expr,
  fgrep: grep,
  find,
  grep,
  // Without keys to scroll by, they show all of a file.
  less: lines.cat as Applet,
  ls,
  more: lines.cat as Applet,
  sed,
  stat,
  tail,
  tar,
  timeout,
  wget,
  which,
};

function programOf(name: string, applet: Applet): ContainerProgram {
  return async (process) => {
    let hasComplained = false;
    const complain = (message: string) => {
      hasComplained = true;
      process.stderr(`${name}: ${message}\n`);
      return 1;
    };
    try {
      const print = (text: string) => process.stdout(text);
      const args = process.argv.slice(1);
      const status = await applet({ process, name, args, print, complain, host: hostPath(process) });
      return status ?? (hasComplained ? 1 : 0);
    } catch (error) {
      if (error instanceof UsageError || error instanceof Complaint || error instanceof ShellError)
        return complain(error.message);
      if (error instanceof NotExecutable) {
        complain(`can't execute '${/"(.*?)"/.exec(error.message)?.[1]}': No such file or directory`);
        return error.exitCode;
      }
      throw error;
    }
  };
}

/** The commands of busybox, by name. */
export const busybox: Readonly<Record<string, ContainerProgram>> = {
  ...Object.fromEntries(Object.entries(applets).map(([name, applet]) => [name, programOf(name, applet)])),
  busybox: createBusybox(['ash', 'sh', ...Object.keys(applets)].toSorted()),
};
