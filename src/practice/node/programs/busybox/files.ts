import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type Applet, type AppletCall, Complaint, changing, options, quantity, reason } from './applet.ts';
import { changeMode } from './modes.ts';

/** Does something to each file; what fails is said, and the others are done all the same. */
function each(
  call: AppletCall,
  files: readonly string[],
  act: (file: string) => void,
  say: (file: string, why: string) => string,
): undefined {
  for (const file of files) {
    try {
      act(file);
    } catch (error) {
      call.complain(error instanceof Complaint ? error.message : say(file, reason(error)));
    }
  }
  return undefined;
}

const failure = (code: string) => Object.assign(new Error(code), { code });
const plain = (file: string, why: string) => `${file}: ${why}`;

const isFolder = (place: string) => statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;

/** Where a file goes that is copied or moved: into a folder, or in place of it. */
function destination(call: AppletCall, from: string, to: string): string {
  const { host } = call;
  if (to.endsWith('/') && !isFolder(host(to))) throw new Complaint(`can't create '${to}': Is a directory`);
  const target = isFolder(host(to)) ? path.posix.join(to, path.posix.basename(from)) : to;
  try {
    return changing(call, target);
  } catch (error) {
    throw new Complaint(`can't create '${target}': ${reason(error)}`);
  }
}

/** @throws Complaint about the link, not about what it leads to */
function linkPlace(call: AppletCall, link: string): string {
  try {
    return changing(call, link, false);
  } catch (error) {
    throw new Complaint(plain(link, reason(error)));
  }
}

export function describeType(stats: Stats): string {
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symbolic link';
  if (stats.isCharacterDevice()) return 'character special file';
  return stats.size === 0 ? 'regular empty file' : 'regular file';
}

export const files: Record<string, Applet> = {
  mkdir(call) {
    const { flags, rest } = options(call.args, 'pm:v');
    return each(
      call,
      rest,
      (file) => {
        if (flags.p !== undefined && isFolder(call.host(file))) return;
        const place = changing(call, file);
        mkdirSync(place, { recursive: flags.p !== undefined });
        if (flags.m !== undefined) chmodSync(place, changeMode(flags.m, 0o777, true) ?? 0o755);
      },
      (file, why) => `can't create directory '${file}': ${why}`,
    );
  },
  rmdir(call) {
    const { rest } = options(call.args, 'p');
    return each(
      call,
      rest,
      (file) => rmdirSync(changing(call, file)),
      (file, why) => `'${file}': ${why}`,
    );
  },
  rm(call) {
    const { flags, rest } = options(call.args, 'rRfiv');
    const recursive = flags.r !== undefined || flags.R !== undefined;
    const force = flags.f !== undefined;
    const remove = (file: string) => {
      const place = changing(call, file, false);
      if (!recursive && lstatSync(place, { throwIfNoEntry: false })?.isDirectory())
        throw new Complaint(`'${file}' is a directory`);
      rmSync(place, { recursive, force });
    };
    return each(call, rest, remove, (file, why) => `can't remove '${file}': ${why}`);
  },
  cp(call) {
    const { flags, rest } = options(call.args, 'rRafpdLPvnT');
    const to = rest.pop() ?? '';
    const recursive = ['r', 'R', 'a'].some((flag) => flags[flag] !== undefined);
    if (rest.length > 1 && !isFolder(call.host(to)))
      return call.complain(`target '${to}' is not a directory`);
    const copy = (from: string) => {
      const source = call.host(from);
      if (!recursive && statSync(source).isDirectory()) throw new Complaint(`omitting directory '${from}'`);
      const target = destination(call, from, to);
      if (!existsSync(path.dirname(target)))
        throw new Complaint(`can't create '${to}': No such file or directory`);
      cpSync(source, target, { recursive, verbatimSymlinks: true });
    };
    return each(call, rest, copy, (file, why) => `can't stat '${file}': ${why}`);
  },
  mv(call) {
    const { rest } = options(call.args, 'finTv');
    const to = rest.pop() ?? '';
    if (rest.length > 1 && !isFolder(call.host(to)))
      return call.complain(`target '${to}' is not a directory`);
    const move = (from: string) => {
      const target = destination(call, from, to);
      try {
        renameSync(changing(call, from, false), target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EROFS') throw error;
        throw new Complaint(`can't remove '${from}': ${reason(error)}`);
      }
    };
    return each(call, rest, move, (file, why) => `can't rename '${file}': ${why}`);
  },
  ln(call) {
    const { flags, rest } = options(call.args, 'sfnvT');
    const name = rest.length > 1 ? (rest.pop() ?? '') : path.posix.basename(rest[0] ?? '');
    return each(
      call,
      rest,
      (target) => {
        const into = flags.n === undefined && isFolder(call.host(name));
        const link = into ? path.posix.join(name, path.posix.basename(target)) : name;
        const place = linkPlace(call, link);
        if (flags.f !== undefined) rmSync(place, { force: true });
        if (lstatSync(place, { throwIfNoEntry: false })) throw new Complaint(`${link}: File exists`);
        if (flags.s !== undefined) symlinkSync(target, place);
        else linkSync(call.host(target), place);
      },
      plain,
    );
  },
  touch(call) {
    const { flags, rest } = options(call.args, 'acmr:d:t:');
    const now = new Date(call.process.clock.now());
    const time = flags.d === undefined ? now : new Date(flags.d.replace(' ', 'T'));
    const touch = (file: string) => {
      const place = call.host(file);
      if (!existsSync(place)) {
        if (flags.c !== undefined) return;
        writeFileSync(changing(call, file), '');
      }
      utimesSync(changing(call, file), time, time);
    };
    return each(call, rest, touch, plain);
  },
  chmod(call) {
    const isRecursive = call.args.includes('-R');
    const [mode = '', ...rest] = call.args.filter((arg) => arg !== '-R' && arg !== '-v');
    const change = (place: string) => {
      const stats = statSync(place);
      const wanted = changeMode(mode, stats.mode & 0o7777, stats.isDirectory());
      if (wanted === undefined) throw new Complaint(`invalid mode '${mode}'`);
      chmodSync(place, wanted);
      if (isRecursive && stats.isDirectory())
        for (const name of readdirSync(place)) change(path.join(place, name));
    };
    return each(call, rest, (file) => change(changing(call, file)), plain);
  },
  /** Everything belongs to root here: it only sees that the files are there. */
  chown(call) {
    const [, ...rest] = call.args.filter((arg) => !arg.startsWith('-'));
    return each(call, rest, (file) => void statSync(changing(call, file)), plain);
  },
  readlink(call) {
    const { flags, rest } = options(call.args, 'fne');
    const [file = ''] = rest;
    try {
      const place =
        flags.f === undefined
          ? readlinkSync(call.host(file, false))
          : call.process.paths.toContainer(call.host(file));
      call.print(`${place}${flags.n === undefined ? '\n' : ''}`);
      return 0;
    } catch {
      return 1;
    }
  },
  realpath(call) {
    const show = (file: string) => {
      const place = call.host(file);
      if (!existsSync(place)) throw failure('ENOENT');
      call.print(`${call.process.paths.toContainer(place)}\n`);
    };
    return each(call, call.args, show, plain);
  },
  mktemp(call) {
    const { flags, rest } = options(call.args, 'dqutp:');
    const [given] = rest;
    const pattern = given ?? 'tmp.XXXXXX';
    const folder =
      flags.p ?? (given === undefined || flags.t !== undefined ? (call.process.env.TMPDIR ?? '/tmp') : '');
    if (!/XXXXXX$/.test(pattern)) return call.complain('(null): Invalid argument');
    const stem = path.posix.join(folder, pattern).replace(/X+$/, '');
    try {
      const made = mkdtempSync(changing(call, stem));
      const name = call.process.paths.toContainer(made) ?? '';
      if (flags.d === undefined || flags.u !== undefined) rmdirSync(made);
      if (flags.d === undefined && flags.u === undefined) writeFileSync(made, '', { mode: 0o600 });
      call.print(`${stem.startsWith('/') ? name : stem + name.slice(-6)}\n`);
      return 0;
    } catch (error) {
      return call.complain(`(null): ${reason(error)}`);
    }
  },
  truncate(call) {
    const { flags, rest } = options(call.args, 'cs:');
    return each(
      call,
      rest,
      (file) => {
        const place = changing(call, file);
        if (!existsSync(place)) writeFileSync(place, '');
        truncateSync(place, quantity(flags.s ?? '0') ?? 0);
      },
      (file, why) => `${file}: open: ${why}`,
    );
  },
  du(call) {
    const { flags, rest } = options(call.args, 'shkamcd:');
    const show = (bytes: number) =>
      flags.h !== undefined
        ? human(bytes)
        : String(Math.ceil(bytes / (flags.m === undefined ? 1024 : 2 ** 20)));
    const measure = (file: string, isTop: boolean): number => {
      const place = call.host(file, false);
      const found = lstatSync(place);
      const inside = found.isDirectory() ? readdirSync(place) : [];
      const own = found.isDirectory() ? 4096 : Math.ceil(found.size / 4096) * 4096;
      const sum = inside.reduce(
        (total, name) => total + measure(`${file.replace(/\/$/, '')}/${name}`, false),
        own,
      );
      const isShown = isTop || (flags.s === undefined && (found.isDirectory() || flags.a !== undefined));
      if (isShown) call.print(`${show(sum)}\t${file}\n`);
      return sum;
    };
    return each(call, rest.length > 0 ? rest : ['.'], (file) => void measure(file, true), plain);
  },
};

export function human(bytes: number): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit += 1) value /= 1024;
  return unit === 0 ? String(value) : `${value.toFixed(1)}${units[unit]}`;
}
