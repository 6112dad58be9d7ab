import { lstatSync, readdirSync, rmSync, type Stats } from 'node:fs';
import path from 'node:path';
import { matches } from '../shell/patterns.ts';
import { type Applet, type AppletCall, quantity, reason, UsageError } from './applet.ts';

interface Found {
  file: string;
  host: string;
  stats: Stats;
}

type Test = (found: Found) => boolean | Promise<boolean>;

interface Walk {
  test: Test;
  acts: boolean;
  most: number;
  least: number;
  /** Folders after what lies in them. */
  isDeep: boolean;
  finish: () => Promise<void>;
}

/** `find PATH… EXPRESSION`, with the tests and actions that people use. */
export const find: Applet = async (call) => {
  const first = call.args.findIndex((arg) => /^[-(!]/.test(arg));
  const starts = first < 0 ? call.args : call.args.slice(0, first);
  const walk = parse(call, first < 0 ? [] : call.args.slice(first));
  const visit = async (file: string, level: number): Promise<void> => {
    const host = call.host(file, false);
    const stats = lstatSync(host);
    const look = async () => {
      if (level < walk.least) return;
      if ((await walk.test({ file, host, stats })) && !walk.acts) call.print(`${file}\n`);
    };
    if (!walk.isDeep) await look();
    if (stats.isDirectory() && level < walk.most) {
      for (const name of readdirSync(host).sort())
        await visit(file.endsWith('/') ? file + name : `${file}/${name}`, level + 1);
    }
    if (walk.isDeep) await look();
  };
  for (const start of starts.length > 0 ? starts : ['.']) {
    await visit(start, 0).catch((error: unknown) => {
      if (!(error as NodeJS.ErrnoException).code) throw error;
      call.complain(`${start}: ${reason(error)}`);
    });
  }
  await walk.finish();
  return undefined;
};

function parse(call: AppletCall, words: readonly string[]): Walk {
  const left = [...words];
  const batches: { argv: string[]; files: string[] }[] = [];
  const walk: Walk = {
    test: () => true,
    acts: false,
    most: Number.POSITIVE_INFINITY,
    least: 0,
    isDeep: false,
    async finish() {
      for (const { argv, files } of batches)
        if (files.length > 0)
          await call.process.spawn(argv.flatMap((word) => (word === '{}' ? files : [word])));
    },
  };
  const act = (test: Test): Test => {
    walk.acts = true;
    return test;
  };
  const either = (): Test => {
    const tests = [both()];
    while (left[0] === '-o' || left[0] === '-or') {
      left.shift();
      tests.push(both());
    }
    return async (found) => {
      for (const test of tests) if (await test(found)) return true;
      return false;
    };
  };
  const both = (): Test => {
    const tests: Test[] = [];
    while (left.length > 0 && left[0] !== '-o' && left[0] !== '-or' && left[0] !== ')') {
      if (left[0] === '-a' || left[0] === '-and') left.shift();
      else tests.push(one());
    }
    return async (found) => {
      for (const test of tests) if (!(await test(found))) return false;
      return true;
    };
  };
  const one = (): Test => {
    const word = left.shift() ?? '';
    if (word === '!' || word === '-not') {
      const inner = one();
      return async (found) => !(await inner(found));
    }
    if (word === '(') {
      const inner = either();
      if (left.shift() !== ')') throw new UsageError("unpaired '('");
      return inner;
    }
    if (word === '-exec') {
      const end = left.findIndex((arg) => arg === ';' || arg === '+');
      if (end < 0) throw new UsageError('-exec requires an argument');
      const ending = left[end];
      const argv = left.splice(0, end + 1).slice(0, -1);
      if (ending === '+') {
        const batch = { argv, files: [] as string[] };
        batches.push(batch);
        return act(({ file }) => batch.files.push(file) > 0);
      }
      return act(
        async ({ file }) => (await call.process.spawn(argv.map((arg) => arg.replaceAll('{}', file)))) === 0,
      );
    }
    const plain = simple(word, call, walk);
    if (plain) return word === '-print' || word === '-print0' || word === '-delete' ? act(plain) : plain;
    const known = withValue[word];
    if (!known) throw new UsageError(`unrecognized: ${word}`);
    return known(left.shift() ?? '', walk);
  };
  walk.test = either();
  return walk;
}

function simple(word: string, call: AppletCall, walk: Walk): Test | undefined {
  const known: Record<string, Test> = {
    '-delete': ({ host }) => {
      rmSync(host, { recursive: true });
      return true;
    },
    '-empty': ({ host, stats }) => (stats.isDirectory() ? readdirSync(host).length === 0 : stats.size === 0),
    '-executable': ({ stats }) => (stats.mode & 0o111) !== 0,
    '-print': ({ file }) => {
      call.print(`${file}\n`);
      return true;
    },
    '-print0': ({ file }) => {
      call.print(`${file}\0`);
      return true;
    },
    '-true': () => true,
    '-xdev': () => true,
    '-follow': () => true,
    '-depth': () => true,
  };
  if (word === '-delete' || word === '-depth') walk.isDeep = true;
  return known[word];
}

const fits = (text: string, pattern: string) => matches(text, [{ text: pattern, quoted: false }]);

/** `+3`, `-3` and `3`: more, less, exactly. */
function compares(text: string, value: number): boolean {
  const wanted = Number(text.replace(/^[-+]/, ''));
  return text.startsWith('+') ? value > wanted : text.startsWith('-') ? value < wanted : value === wanted;
}

const types: Record<string, (stats: Stats) => boolean> = {
  d: (stats) => stats.isDirectory(),
  f: (stats) => stats.isFile(),
  l: (stats) => stats.isSymbolicLink(),
};

const withValue: Record<string, (value: string, walk: Walk) => Test> = {
  '-iname':
    (value) =>
    ({ file }) =>
      fits(path.posix.basename(file).toLowerCase(), value.toLowerCase()),
  '-maxdepth': (value, walk) => {
    walk.most = Number(value);
    return () => true;
  },
  '-mindepth': (value, walk) => {
    walk.least = Number(value);
    return () => true;
  },
  '-mmin':
    (value) =>
    ({ stats }) =>
      compares(value, Math.floor((Date.now() - stats.mtimeMs) / 60_000)),
  '-mtime':
    (value) =>
    ({ stats }) =>
      compares(value, Math.floor((Date.now() - stats.mtimeMs) / 86_400_000)),
  '-name':
    (value) =>
    ({ file }) =>
      fits(path.posix.basename(file), value),
  '-path':
    (value) =>
    ({ file }) =>
      fits(file, value),
  '-perm':
    (value) =>
    ({ stats }) => {
      const wanted = Number.parseInt(value.replace(/^[-+/]/, ''), 8);
      const mode = stats.mode & 0o7777;
      return value.startsWith('-')
        ? (mode & wanted) === wanted
        : /^[+/]/.test(value)
          ? (mode & wanted) !== 0
          : mode === wanted;
    },
  '-size':
    (value) =>
    ({ stats }) => {
      const unit = /[a-z]$/i.test(value) ? value.slice(-1) : 'b';
      const size = Math.ceil(stats.size / (quantity(`1${unit}`) ?? 512));
      return compares(value.replace(/[a-z]$/i, ''), size);
    },
  '-type':
    (value) =>
    ({ stats }) =>
      types[value]?.(stats) ?? false,
  '-user': () => () => true,
};
