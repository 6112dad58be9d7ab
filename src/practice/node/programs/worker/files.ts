import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContainerPaths } from '../../runtime/container-paths.ts';
import { createReadOnlyCheck, type ReadOnlyCheck } from './read-only.ts';

/** Functions whose first argument is a path that names the thing itself, not what a link there leads to. */
const ofTheLinkItself = [
  'lchmod',
  'lchown',
  'lstat',
  'lutimes',
  'mkdir',
  'readlink',
  'rm',
  'rmdir',
  'unlink',
];
const ofOnePath = [
  ...[
    'access',
    'appendFile',
    'chmod',
    'chown',
    'exists',
    'mkdtemp',
    'open',
    'openAsBlob',
    'opendir',
    'readFile',
  ],
  ...[
    'readdir',
    'realpath',
    'stat',
    'statfs',
    'truncate',
    'unwatchFile',
    'utimes',
    'watch',
    'watchFile',
    'writeFile',
  ],
];
const ofTwoPaths = ['copyFile', 'cp', 'link', 'rename'];
/** What these give back is a path. */
const givesPath = new Set(['mkdir', 'mkdtemp', 'realpath']);

type Call = (...args: unknown[]) => unknown;
type Calls = Record<string, Call | undefined>;

/** The files of one container, as its program's calls of `fs` see them. */
export interface FileView {
  /** Where a path that the program writes lies on this machine. */
  readonly toHost: (inside: string, follow?: boolean) => string;
  readonly map: (value: unknown, follow: boolean) => unknown;
  readonly back: ReturnType<typeof createBack>;
  readonly refusal: ReadOnlyCheck;
  /** Whether this is a path of this machine: Node's loader asks for those, and wants them back. */
  readonly isOutside: (value: unknown) => boolean;
  /** Hears of what is under way until it is done. */
  readonly hold: () => () => void;
}

export function createFileView(
  paths: ContainerPaths,
  cwd: () => string,
  hold: FileView['hold'] = () => () => undefined,
): FileView {
  const toHost = (inside: string, follow = true) => {
    const absolute = path.posix.resolve(cwd(), inside);
    // Node's own functions call each other: what comes in may already be a path of this machine.
    return paths.toHost(paths.toContainer(absolute) ?? absolute, follow);
  };
  const map = (value: unknown, follow: boolean) => {
    if (value instanceof URL) return toHost(fileURLToPath(value), follow);
    if (value instanceof Uint8Array) return toHost(Buffer.from(value).toString(), follow);
    return typeof value === 'string' ? toHost(value, follow) : value;
  };
  return {
    toHost,
    map,
    back: createBack(paths),
    refusal: createReadOnlyCheck(paths, (value) => {
      const host = map(value, true);
      return typeof host === 'string' ? host : undefined;
    }),
    isOutside: (value) => typeof value === 'string' && paths.toContainer(value) !== undefined,
    hold,
  };
}

/** Lets this thread's `fs` see a container's files, and no others. Where there is no view, it is as it was. */
export function patchFiles(viewOf: () => FileView | undefined): void {
  const wrap = (
    holder: unknown,
    name: string,
    call: Call,
    positions: readonly number[],
    follow: boolean,
  ): Call => {
    const base = name.replace(/Sync$/, '');
    const wrapped = function (this: unknown, ...args: unknown[]) {
      const view = viewOf();
      if (!view) return call.apply(this, args);
      const { back, map } = view;
      const refused = view.refusal(base, args);
      if (refused) {
        const callback = args.at(-1);
        if (holder === fs.promises) return Promise.reject(refused);
        if (typeof callback !== 'function') throw refused;
        process.nextTick(callback, refused);
        return undefined;
      }
      const isInside = !view.isOutside(args[0]);
      const result = (value: unknown) => (isInside ? back.result(base, value) : value);
      for (const position of positions) {
        if (args.length > position) args[position] = map(args[position], follow);
      }
      const callback = args.at(-1);
      if (typeof callback === 'function' && !/^(un)?watch/.test(name)) {
        const release = view.hold();
        args[args.length - 1] = (error: unknown, ...rest: unknown[]) => {
          release();
          callback(back.error(error), ...rest.map((value, index) => (index === 0 ? result(value) : value)));
        };
      }
      let value: unknown;
      try {
        value = call.apply(this, args);
      } catch (error) {
        throw back.error(error);
      }
      if (!(value instanceof Promise)) return result(value);
      const release = view.hold();
      return value.finally(release).then(result, (error: unknown) => {
        throw back.error(error);
      });
    };
    return Object.assign(wrapped, call);
  };

  const groups: [readonly string[], readonly number[], boolean][] = [
    [ofTheLinkItself, [0], false],
    [ofOnePath, [0], true],
    [ofTwoPaths, [0, 1], false],
    [['symlink'], [1], false],
  ];
  for (const [names, positions, follow] of groups) {
    for (const base of names) {
      for (const [holder, name] of [
        [fs, base],
        [fs, `${base}Sync`],
        [fs.promises, base],
      ] as const) {
        const calls = holder as unknown as Calls;
        const call = calls[name];
        if (call) calls[name] = wrap(holder, name, call, positions, follow);
      }
    }
  }
  const realpaths = fs as unknown as Record<'realpath' | 'realpathSync', Call & { native: Call }>;
  realpaths.realpath.native = realpaths.realpath;
  realpaths.realpathSync.native = realpaths.realpathSync;
}

/** From what Node says of this machine's files to what it would say inside the container. */
function createBack(paths: ContainerPaths) {
  const inside = (host: unknown) => (typeof host === 'string' ? (paths.toContainer(host) ?? host) : host);
  const places = [...paths.mounts.map(({ source, at }) => [source, at] as const), [paths.root, ''] as const];
  const text = (message: string) =>
    places.reduce((result, [source, at]) => result.replaceAll(source, at), message).replaceAll("''", "'/'");
  return {
    error(error: unknown) {
      if (!(error instanceof Error)) return error;
      const failure = error as NodeJS.ErrnoException & { dest?: string };
      if (failure.stack) failure.stack = text(failure.stack);
      failure.message = text(failure.message);
      if (failure.path !== undefined) failure.path = inside(failure.path) as string;
      if (failure.dest !== undefined) failure.dest = inside(failure.dest) as string;
      return failure;
    },
    result(name: string, value: unknown) {
      if (givesPath.has(name)) return inside(value);
      if (name !== 'readdir' || !Array.isArray(value)) return value;
      for (const entry of value) {
        if (entry instanceof fs.Dirent) Object.assign(entry, { parentPath: inside(entry.parentPath) });
      }
      return value;
    },
  };
}
