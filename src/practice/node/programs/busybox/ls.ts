import { lstatSync, readdirSync, readlinkSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { type Applet, type AppletCall, options, reason } from './applet.ts';
import { human } from './files.ts';

interface Entry {
  name: string;
  stats: Stats;
  target?: string;
}

export const ls: Applet = (call) => {
  const { flags, rest } = options(call.args, 'laAh1dRrtSFpisnCx');
  const has = (flag: string) => flags[flag] !== undefined;
  const names = rest.length > 0 ? rest : ['.'];
  const single: Entry[] = [];
  const folders: string[] = [];
  for (const name of names) {
    const found = statSync(call.host(name), { throwIfNoEntry: false });
    if (!found && !lstatSync(call.host(name, false), { throwIfNoEntry: false }))
      call.complain(`${name}: No such file or directory`);
    else if (found?.isDirectory() && !has('d')) folders.push(name);
    else single.push(entryOf(call, name));
  }
  const shown = ({ name, stats }: Entry) => name + (has('F') || has('p') ? indicator(stats, has('F')) : '');
  const show = (entries: Entry[]) => {
    const sorted = sort(entries, flags).map((entry) => ({ ...entry, name: shown(entry) }));
    if (has('l') || has('n')) call.print(long(sorted, call.process.clock.now(), has('h')));
    else if (has('1') || (!call.process.tty && !has('C')))
      call.print(sorted.map(({ name }) => `${name}\n`).join(''));
    else call.print(columns(sorted.map(({ name }) => name)));
  };
  if (single.length > 0) show(single);
  let isFirst = single.length === 0;
  const isTitled = names.length > 1 || has('R');
  const list = (folder: string) => {
    if (isTitled) call.print(`${isFirst ? '' : '\n'}${folder}:\n`);
    isFirst = false;
    let entries: Entry[];
    try {
      const inside = readdirSync(call.host(folder));
      entries = inside
        .filter((name) => has('a') || has('A') || !name.startsWith('.'))
        .map((name) => entryOf(call, name, folder));
    } catch (error) {
      call.complain(`can't open '${folder}': ${reason(error)}`);
      return;
    }
    const folders = entries.filter(({ stats }) => stats.isDirectory());
    if (has('a')) entries.push(entryOf(call, '.', folder), entryOf(call, '..', folder));
    if (has('l') || has('n'))
      call.print(`total ${entries.reduce((sum, { stats }) => sum + Math.ceil(stats.size / 4096) * 4, 0)}\n`);
    show(entries);
    if (has('R')) for (const { name } of sort(folders, flags)) list(`${folder.replace(/\/$/, '')}/${name}`);
  };
  for (const folder of folders) list(folder);
  return undefined;
};

function indicator(stats: Stats, all: boolean): string {
  if (stats.isDirectory()) return '/';
  if (!all) return '';
  return stats.isSymbolicLink() ? '@' : (stats.mode & 0o111) !== 0 ? '*' : '';
}

function entryOf({ host }: AppletCall, name: string, folder = ''): Entry {
  const place = host(path.posix.join(folder, name), false);
  const stats = lstatSync(place);
  return { name, stats, ...(stats.isSymbolicLink() ? { target: readlinkSync(place) } : {}) };
}

function sort(entries: Entry[], flags: Record<string, string>): Entry[] {
  const sorted = entries.toSorted((a, b) => {
    if (flags.t !== undefined) return b.stats.mtimeMs - a.stats.mtimeMs;
    if (flags.S !== undefined) return b.stats.size - a.stats.size;
    return a.name < b.name ? -1 : 1;
  });
  return flags.r === undefined ? sorted : sorted.reverse();
}

/** `drwxr-xr-x` */
export function permissions(stats: Stats): string {
  const letter = stats.isDirectory()
    ? 'd'
    : stats.isSymbolicLink()
      ? 'l'
      : stats.isCharacterDevice()
        ? 'c'
        : '-';
  const mode = [6, 3, 0].map((shift) => bits(stats.mode >> shift)).join('');
  return (
    letter + ((stats.mode & 0o1000) !== 0 ? mode.replace(/.$/, (last) => (last === 'x' ? 't' : 'T')) : mode)
  );
}

function long(entries: readonly Entry[], now: number, isHuman: boolean): string {
  const sizes = entries.map(({ stats }) => (isHuman ? human(stats.size) : String(stats.size)));
  const width = Math.max(9, ...sizes.map((size) => size.length));
  return entries
    .map(({ name, stats, target }, index) => {
      const size = (sizes[index] ?? '').padStart(width);
      const link = target === undefined ? '' : ` -> ${target}`;
      return `${permissions(stats)} ${String(stats.nlink).padStart(4)} root     root     ${size} ${when(stats.mtime, now)} ${name}${link}\n`;
    })
    .join('');
}

function bits(mode: number): string {
  return `${mode & 4 ? 'r' : '-'}${mode & 2 ? 'w' : '-'}${mode & 1 ? 'x' : '-'}`;
}

const halfAYear = 182 * 86_400_000;

function when(time: Date, now: number): string {
  const [, month = '', day = '', year = '', hours = ''] =
    time.toUTCString().match(/^\w+, (?:)(?=\d+ (\w+))(\d+) \w+ (\d+) (\d+:\d+)/) ?? [];
  const start = `${month} ${day.replace(/^0/, '').padStart(2)}`;
  return now - time.getTime() < halfAYear ? `${start} ${hours}` : `${start}  ${year}`;
}

function columns(names: string[]): string {
  if (names.length === 0) return '';
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const count = Math.max(1, Math.floor(80 / width));
  const rows = Math.ceil(names.length / count);
  const lines = Array.from({ length: rows }, (_, row) =>
    names
      .filter((_name, index) => index % rows === row)
      .map((name) => name.padEnd(width))
      .join('')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
