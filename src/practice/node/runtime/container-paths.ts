import fs from 'node:fs';
import path from 'node:path';

/** A folder or file of this machine that a container sees at a path of its own. */
export interface Mount {
  /** Inside the container, absolute and normal. */
  readonly at: string;
  /** On this machine. */
  readonly source: string;
  readonly readOnly: boolean;
}

/** A root that may not be written to, but for these files and what is in these folders. */
export interface ReadOnlyRoot {
  readonly besides: readonly string[];
}

/** Between the paths of a container and those of this machine. All is synchronous: a container's `fs` needs it so. */
export interface ContainerPaths {
  readonly root: string;
  readonly mounts: readonly Mount[];
  readonly readOnlyRoot: ReadOnlyRoot | undefined;
  /**
   * Where an absolute path of the container lies. Links are followed as inside the container, so that none leads out of
   * it; the last one only if `follow`. What does not exist is taken as it is.
   * @throws Error ELOOP
   */
  toHost(inside: string, follow?: boolean): string;
  /** What a path of this machine is called inside; undefined when it is outside. */
  toContainer(host: string): string | undefined;
  isReadOnly(inside: string): boolean;
  /** As `toHost`, of what is about to be changed. @throws Error ELOOP, EROFS */
  toChange(inside: string, follow?: boolean): string;
}

/** Devices that are the same everywhere. */
const devices = new Set(['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom']);

/** As many links in a row as Linux follows. */
const maxLinks = 40;

// Held here because a container's thread replaces these functions in the module by ones that come here.
const { lstatSync, readlinkSync } = fs;

export function createContainerPaths(
  root: string,
  mounts: readonly Mount[] = [],
  readOnlyRoot?: ReadOnlyRoot,
): ContainerPaths {
  const deepestFirst = mounts.toSorted((a, b) => b.at.length - a.at.length);
  const place = (parts: readonly string[]) => {
    const inside = `/${parts.join('/')}`;
    const mount = deepestFirst.find(({ at }) => isWithin(inside, at));
    return mount ? path.join(mount.source, inside.slice(mount.at.length)) : path.join(root, inside);
  };
  const isMount = (parts: readonly string[]) => {
    const inside = `/${parts.join('/')}`;
    return deepestFirst.some(({ at }) => at === inside);
  };
  const paths: ContainerPaths = {
    root,
    mounts,
    readOnlyRoot,
    toHost(inside, follow = true) {
      if (devices.has(inside)) return inside;
      const todo = split(inside);
      const done: string[] = [];
      let links = 0;
      for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
        if (name === '..') {
          done.pop();
          continue;
        }
        done.push(name);
        if (!follow && todo.length === 0) break;
        const target = isMount(done) ? undefined : linkTarget(place(done));
        if (target === undefined) continue;
        links += 1;
        if (links > maxLinks) throw tooManyLinks(inside);
        done.pop();
        if (target.startsWith('/')) done.length = 0;
        todo.unshift(...split(target));
      }
      return place(done);
    },
    toContainer(host) {
      for (const { source, at } of deepestFirst) {
        if (host === source || host.startsWith(source + path.sep))
          return at + slashed(host.slice(source.length));
      }
      if (host === root) return '/';
      return host.startsWith(root + path.sep) ? slashed(host.slice(root.length)) : undefined;
    },
    isReadOnly(inside) {
      const normal = path.posix.normalize(inside);
      if (devices.has(normal)) return false;
      const mount = deepestFirst.find(({ at }) => isWithin(normal, at));
      if (mount) return mount.readOnly;
      return readOnlyRoot !== undefined && !readOnlyRoot.besides.some((free) => isWithin(normal, free));
    },
    toChange(inside, follow) {
      const place = paths.toHost(inside, follow);
      // Where links have led to is what counts.
      if (paths.isReadOnly(paths.toContainer(place) ?? inside)) throw readOnly(inside);
      return place;
    },
  };
  return paths;
}

const isWithin = (inside: string, folder: string) => inside === folder || inside.startsWith(`${folder}/`);

function split(inside: string): string[] {
  return inside.split('/').filter((part) => part !== '' && part !== '.');
}

function slashed(file: string): string {
  return path.sep === '/' ? file : file.replaceAll(path.sep, '/');
}

function linkTarget(file: string): string | undefined {
  try {
    if (!lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
    return slashed(readlinkSync(file));
  } catch (error) {
    // Below a file there is nothing, and no link either.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function tooManyLinks(inside: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`ELOOP: too many symbolic links encountered, '${inside}'`), {
    code: 'ELOOP',
  });
}

function readOnly(inside: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`EROFS: read-only file system, '${inside}'`), { code: 'EROFS' });
}
