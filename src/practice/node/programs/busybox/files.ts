import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type Applet, type AppletCall, options, reason } from './applet.ts';

/** Does something to each file; what fails is said, and the others are done all the same. */
function each(
  call: AppletCall,
  files: readonly string[],
  act: (file: string) => void,
  failed = "can't access",
): number {
  let status = 0;
  for (const file of files) {
    try {
      act(file);
    } catch (error) {
      status = call.complain(`${failed} '${file}': ${reason(error)}`);
    }
  }
  return status;
}

/** Where a file goes that is copied or moved: into a folder, or in place of it. */
function destination({ host }: AppletCall, from: string, to: string): string {
  const isFolder = statSync(host(to), { throwIfNoEntry: false })?.isDirectory();
  return host(isFolder ? path.posix.join(to, path.posix.basename(from)) : to);
}

export const files: Record<string, Applet> = {
  mkdir(call) {
    const { flags, rest } = options(call.args, 'pm:');
    const make = (file: string) => void mkdirSync(call.host(file), { recursive: flags.p !== undefined });
    return each(call, rest, make, "can't create directory");
  },
  rmdir(call) {
    return each(call, options(call.args, 'p').rest, (file) => rmdirSync(call.host(file)));
  },
  rm(call) {
    const { flags, rest } = options(call.args, 'rRfi');
    const recursive = flags.r !== undefined || flags.R !== undefined;
    const force = flags.f !== undefined;
    const remove = (file: string) => {
      const place = call.host(file, false);
      if (!recursive && lstatSync(place, { throwIfNoEntry: false })?.isDirectory())
        throw Object.assign(new Error(), { code: 'EISDIR' });
      rmSync(place, { recursive, force });
    };
    return each(call, rest, remove, "can't remove");
  },
  cp(call) {
    const { flags, rest } = options(call.args, 'rRaf');
    const to = rest.pop() ?? '';
    const recursive = ['r', 'R', 'a'].some((flag) => flags[flag] !== undefined);
    const copy = (from: string) => {
      if (!recursive && statSync(call.host(from)).isDirectory())
        throw Object.assign(new Error(), { code: 'EISDIR' });
      cpSync(call.host(from), destination(call, from, to), { recursive, verbatimSymlinks: true });
    };
    return each(call, rest, copy, "can't stat");
  },
  mv(call) {
    const { rest } = options(call.args, 'fin');
    const to = rest.pop() ?? '';
    return each(
      call,
      rest,
      (from) => renameSync(call.host(from, false), destination(call, from, to)),
      "can't rename",
    );
  },
  ln(call) {
    const { flags, rest } = options(call.args, 'sfn');
    const [target = '', name = path.posix.basename(target)] = rest;
    return each(call, [name], (file) => {
      const place = call.host(file, false);
      if (flags.f !== undefined) rmSync(place, { force: true });
      symlinkSync(target, place);
    });
  },
  touch(call) {
    return each(call, options(call.args, 'acm').rest, (file) => {
      const place = call.host(file);
      const now = new Date(call.process.clock.now());
      if (existsSync(place)) utimesSync(place, now, now);
      else writeFileSync(place, '');
    });
  },
  chmod(call) {
    const [mode = '', ...rest] = call.args.filter((arg) => arg !== '-R');
    return each(call, rest, (file) => {
      const place = call.host(file);
      const before = statSync(place).mode & 0o7777;
      const octal = /^[0-7]+$/.test(mode);
      chmodSync(
        place,
        octal
          ? Number.parseInt(mode, 8)
          : mode.includes('x')
            ? mode.includes('-x')
              ? before & ~0o111
              : before | 0o111
            : before,
      );
    });
  },
  readlink(call) {
    const { flags, rest } = options(call.args, 'f');
    const [file = ''] = rest;
    try {
      const place =
        flags.f === undefined
          ? readlinkSync(call.host(file, false))
          : call.process.paths.toContainer(call.host(file));
      call.print(`${place}\n`);
      return 0;
    } catch {
      return 1;
    }
  },
  stat(call) {
    const { flags, rest } = options(call.args, 'c:');
    return each(
      call,
      rest,
      (file) => {
        const { size, mode, mtime } = statSync(call.host(file));
        const bits = (mode & 0o7777).toString(8);
        const values: Record<string, string> = {
          n: file,
          s: String(size),
          a: bits,
          Y: String(Math.floor(mtime.getTime() / 1000)),
        };
        const format = flags.c?.replace(/%(.)/g, (all, letter: string) => values[letter] ?? all);
        call.print(
          `${format ?? `  File: ${file}\n  Size: ${size}\nAccess: (0${bits})\nModify: ${mtime.toISOString()}`}\n`,
        );
      },
      "can't stat",
    );
  },
  du(call) {
    const { flags, rest } = options(call.args, 'shk');
    return each(call, rest.length > 0 ? rest : ['.'], (file) => {
      const bytes = sizeOf(call.host(file));
      call.print(`${flags.h === undefined ? Math.ceil(bytes / 1024) : human(bytes)}\t${file}\n`);
    });
  },
  find(call) {
    const first = call.args.findIndex((arg) => arg.startsWith('-'));
    const starts = first < 0 ? call.args : call.args.slice(0, first);
    const tests = new Map<string, string>();
    for (let at = Math.max(first, 0); first >= 0 && at < call.args.length; at += 2)
      tests.set(call.args[at] ?? '', call.args[at + 1] ?? '');
    const name = tests.get('-name');
    const wanted =
      name === undefined
        ? undefined
        : new RegExp(
            `^${name
              .replace(/[.+^${}()|[\]\\]/g, '\\$&')
              .replaceAll('*', '.*')
              .replaceAll('?', '.')}$`,
          );
    const depth = Number(tests.get('-maxdepth') ?? Number.POSITIVE_INFINITY);
    const type = tests.get('-type');
    const visit = (file: string, level: number) => {
      const isFolder = lstatSync(call.host(file, false)).isDirectory();
      const fits =
        (!wanted || wanted.test(path.posix.basename(file))) && (!type || (type === 'd') === isFolder);
      if (fits) call.print(`${file}\n`);
      if (!isFolder || level >= depth) return;
      for (const entry of readdirSync(call.host(file)).sort())
        visit(file.endsWith('/') ? file + entry : `${file}/${entry}`, level + 1);
    };
    return each(call, starts.length > 0 ? starts : ['.'], (file) => visit(file, 0));
  },
};

function sizeOf(place: string): number {
  const found = lstatSync(place);
  if (!found.isDirectory()) return found.size;
  return readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 4096);
}

export function human(bytes: number): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit += 1) value /= 1024;
  return unit === 0 ? String(value) : `${value.toFixed(1)}${units[unit]}`;
}
