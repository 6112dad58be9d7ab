import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** One file of a volume that shows objects. */
export interface ShownFile {
  readonly content: Buffer;
  /** As `chmod` takes it. */
  readonly mode: number;
}

/** The link that leads to the files as they are now: whoever watches a volume watches this one. */
const current = '..data';

/**
 * Makes a folder hold these files, all at once as seen from inside a container: each name leads through `..data` to a
 * folder of one version. Nothing is touched while they are the same.
 */
export function showFiles(folder: string, files: ReadonlyMap<string, ShownFile>): void {
  mkdirSync(folder, { recursive: true });
  const link = path.join(folder, current);
  if (existsSync(link) && isShown(link, files)) return;
  const before = existsSync(link) ? readlinkSync(link) : undefined;
  const version = versionName();
  for (const [name, { content, mode }] of files) {
    const file = path.join(folder, version, inside(name));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  }
  mkdirSync(path.join(folder, version), { recursive: true });
  symlinkSync(version, path.join(folder, '..data_tmp'));
  renameSync(path.join(folder, '..data_tmp'), link);
  linkNames(folder, new Set([...files.keys()].map(firstPart)));
  if (before !== undefined) rmSync(path.join(folder, before), { recursive: true, force: true });
}

/** What is mounted by its own path stays as it was when its container was started: a copy of it. */
export function copyOfShown(source: string, copy: string): string {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(path.dirname(copy), { recursive: true });
  cpSync(source, copy, { recursive: true, dereference: true });
  return copy;
}

function linkNames(folder: string, names: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('..') && !names.has(name)) rmSync(path.join(folder, name), { force: true });
  }
  for (const name of names) {
    const place = path.join(folder, name);
    if (!existsSync(place)) symlinkSync(path.posix.join(current, name), place);
  }
}

function isShown(shown: string, files: ReadonlyMap<string, ShownFile>): boolean {
  const there = readdirSync(shown, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  if (there.length !== files.size) return false;
  return [...files].every(([name, { content, mode }]) => {
    const file = path.join(shown, inside(name));
    const known = statSync(file, { throwIfNoEntry: false });
    return known?.isFile() && (known.mode & 0o777) === mode && readFileSync(file).equals(content);
  });
}

/** `..` in a path stops at the volume. */
function inside(name: string): string {
  return path.posix.join('/', name);
}

function firstPart(name: string): string {
  return inside(name).split('/')[1] ?? '';
}

/** As a kubelet names it: `..2026_11_21_07_53_23.3245906872`. */
function versionName(): string {
  const now = new Date().toISOString().slice(0, 19).replaceAll(/[-T:]/g, '_');
  return `..${now}.${Math.floor(Math.random() * 4_294_967_296)}`;
}
