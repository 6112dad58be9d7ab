import { lstatSync, statSync } from 'node:fs';
import { type Applet, options, reason } from './applet.ts';
import { describeType } from './files.ts';
import { permissions } from './ls.ts';

/** `stat [-L] [-c FORMAT] FILE…` */
export const stat: Applet = (call) => {
  const { flags, rest } = options(call.args, 'c:Lft');
  for (const file of rest) {
    try {
      const stats = flags.L === undefined ? lstatSync(call.host(file, false)) : statSync(call.host(file));
      const seconds = (time: Date) => String(Math.floor(time.getTime() / 1000));
      const full = (time: Date) => `${time.toISOString().slice(0, 23).replace('T', ' ')}000000 +0000`;
      const values: Record<string, string> = {
        A: permissions(stats),
        F: describeType(stats),
        G: 'root',
        N: file,
        U: 'root',
        X: seconds(stats.atime),
        Y: seconds(stats.mtime),
        Z: seconds(stats.ctime),
        a: (stats.mode & 0o7777).toString(8),
        g: '0',
        h: String(stats.nlink),
        i: String(stats.ino),
        n: file,
        s: String(stats.size),
        u: '0',
        x: full(stats.atime),
        y: full(stats.mtime),
        z: full(stats.ctime),
      };
      const wanted = flags.c?.replace(/%(.)/g, (all, letter: string) => values[letter] ?? all);
      const bits = (stats.mode & 0o7777).toString(8).padStart(4, '0');
      const whole = [
        `  File: ${file}`,
        `  Size: ${String(stats.size).padEnd(10)}\tBlocks: ${String(stats.blocks).padEnd(10)} IO Block: 4096   ${describeType(stats)}`,
        `Device: 2fh/47d\tInode: ${String(stats.ino).padEnd(10)}  Links: ${stats.nlink}`,
        `Access: (${bits}/${values.A})  Uid: (    0/    root)   Gid: (    0/    root)`,
        `Access: ${values.x}`,
        `Modify: ${values.y}`,
        `Change: ${values.z}`,
      ];
      call.print(`${wanted ?? whole.join('\n')}\n`);
    } catch (error) {
      call.complain(`can't stat '${file}': ${reason(error)}`);
    }
  }
  return undefined;
};
