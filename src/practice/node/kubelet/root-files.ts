import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';

/** What is in an image's files, so that it need not be looked at again for every container. */
export interface RootFiles {
  /** Parents before what is in them. */
  readonly folders: readonly { readonly name: string; readonly mode: number }[];
  readonly files: readonly string[];
  readonly links: readonly { readonly name: string; readonly target: string }[];
  /** Files that only name a program of the practice cluster: most of what there is. */
  readonly commands: readonly string[];
}

const commandMark = '#!pilotage ';
/** Bytes; the files that name a program are shorter. */
const shortest = 64;
const usualMode = 0o755;

export function listRoot(source: string): RootFiles {
  const all: { [Key in keyof RootFiles]: RootFiles[Key][number][] } = {
    folders: [],
    files: [],
    links: [],
    commands: [],
  };
  // Not by a recursive `readdir`: that one goes through links, of which /bin may be one.
  const walk = (folder: string) => {
    for (const entry of readdirSync(path.join(source, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name);
      const place = path.join(source, name);
      if (entry.isSymbolicLink()) all.links.push({ name, target: readlinkSync(place) });
      else if (entry.isDirectory()) {
        all.folders.push({ name, mode: lstatSync(place).mode & 0o7777 });
        walk(name);
      } else if (isCommand(place)) all.commands.push(name);
      else all.files.push(name);
    }
  };
  walk('');
  return all;
}

function isCommand(place: string): boolean {
  return lstatSync(place).size < shortest && readFileSync(place, 'utf8').startsWith(commandMark);
}

/** Makes a container's root. Its commands are the image's own: to link a file takes a tenth of what a copy takes. */
export function copyRoot(
  { folders, files, links, commands }: RootFiles,
  source: string,
  target: string,
): void {
  mkdirSync(target, { recursive: true });
  for (const { name, mode } of folders) {
    mkdirSync(path.join(target, name));
    if (mode !== usualMode) chmodSync(path.join(target, name), mode);
  }
  for (const name of files) copyFileSync(path.join(source, name), path.join(target, name));
  for (const name of commands) share(path.join(source, name), path.join(target, name));
  for (const { name, target: to } of links) symlinkSync(to, path.join(target, name));
}

function share(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Not every file system links, nor one file as often as one likes.
    copyFileSync(source, target);
  }
}
