import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ContainerPaths } from '../../runtime/container-paths.ts';

/** A piece of a pattern; in a quoted one `*` is just a star. */
export interface PatternPiece {
  text: string;
  quoted: boolean;
}

const special = /[.*+?^${}()|[\]\\]/g;

/** A shell's pattern as a regular expression, without anchors. */
export function patternSource(pieces: readonly PatternPiece[], any = '.'): string {
  return pieces
    .map(({ text, quoted }) => {
      if (quoted) return text.replace(special, '\\$&');
      return text.replace(/\[[!^]?\]?[^\]]*\]|[.*+?^${}()|[\]\\]/g, (found) => {
        if (found === '*') return `${any}*`;
        if (found === '?') return any;
        if (found.length > 1) return classSource(found);
        return `\\${found}`;
      });
    })
    .join('');
}

const classes: Record<string, string> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
};

function classSource(bracket: string): string {
  const inner = bracket.slice(1, -1).replace(/\[:(\w+):/g, (_, name: string) => classes[name] ?? '');
  return `[${inner.replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
}

export function matches(text: string, pieces: readonly PatternPiece[]): boolean {
  return new RegExp(`^(?:${patternSource(pieces, '[^]')})$`).test(text);
}

export function hasPattern(pieces: readonly PatternPiece[]): boolean {
  return pieces.some(({ text, quoted }) => !quoted && /[*?[]/.test(text));
}

/** The paths that a pattern stands for, sorted; none when nothing fits. */
export function glob(pieces: readonly PatternPiece[], paths: ContainerPaths, cwd: string): string[] {
  // Split at slashes, so that each component is a pattern of its own.
  const components: PatternPiece[][] = [[]];
  for (const { text, quoted } of pieces) {
    for (const [index, part] of text.split('/').entries()) {
      if (index > 0) components.push([]);
      if (part !== '') components.at(-1)?.push({ text: part, quoted });
    }
  }
  const isAbsolute = components[0]?.length === 0;
  let found = [isAbsolute ? '/' : ''];
  for (const component of components.slice(isAbsolute ? 1 : 0)) {
    if (component.length === 0) continue;
    found = found.flatMap((folder) => expandComponent(folder, component, paths, cwd));
  }
  // A pattern that ends in a slash stands for folders.
  const onlyFolders = components.length > 1 && components.at(-1)?.length === 0;
  const kept = onlyFolders
    ? found.flatMap((name) => (isFolder(name, paths, cwd) ? [`${name}/`] : []))
    : found;
  return kept.sort();
}

function isFolder(name: string, paths: ContainerPaths, cwd: string): boolean {
  const host = paths.toHost(path.posix.resolve(cwd, name));
  return statSync(host, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function expandComponent(
  folder: string,
  component: PatternPiece[],
  paths: ContainerPaths,
  cwd: string,
): string[] {
  const join = (name: string) =>
    folder === '' || folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
  const host = (inside: string) => paths.toHost(path.posix.resolve(cwd, inside));
  const plain = component.map(({ text }) => text).join('');
  if (!hasPattern(component))
    return statSync(host(join(plain)), { throwIfNoEntry: false }) ? [join(plain)] : [];
  const wanted = new RegExp(`^(?:${patternSource(component)})$`);
  try {
    const names = readdirSync(host(folder || '.'));
    return names
      .filter((name) => wanted.test(name) && (!name.startsWith('.') || plain.startsWith('.')))
      .map(join);
  } catch {
    return [];
  }
}
