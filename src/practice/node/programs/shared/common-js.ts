import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { checkFitness, Unfit } from './fitness.ts';
import { read } from './loader.ts';
import type { FindModule } from './modules.ts';

interface Module {
  exports: unknown;
  readonly id: string;
  readonly filename: string;
  loaded: boolean;
  readonly children: Module[];
  readonly paths: string[];
}

type Require = ((name: string) => unknown) & { main: Module | undefined; resolve: (name: string) => string };

/** What Node makes of a file: a function of these. */
type Wrapped = (
  exports: unknown,
  require: Require,
  module: Module,
  filename: string,
  dirname: string,
) => unknown;

const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];

/** @throws Unfit when something other than files of its own and harmless modules of Node is required */
export function loadCommonJs(main: string, context: vm.Context, find: FindModule): () => unknown {
  const wrapped = new Map<string, Wrapped | string>();
  const prepare = (file: string) => {
    if (wrapped.has(file)) return;
    const source = read(file);
    if (file.endsWith('.json')) {
      wrapped.set(file, source);
      return;
    }
    const required = requiredBy(source);
    wrapped.set(file, compile(source, file, context));
    for (const name of required) {
      if (isFile(name)) prepare(resolve(name, file));
      else if (!find(name)) throw new Unfit(name);
    }
  };
  prepare(main);

  const modules = new Map<string, Module>();
  const run = (file: string): Module => {
    const known = modules.get(file);
    if (known) return known;
    const id = modules.size === 0 ? '.' : file;
    const module: Module = { exports: {}, id, filename: file, loaded: false, children: [], paths: [] };
    // Its own language's object, not this thread's.
    module.exports = vm.runInContext('({})', context);
    modules.set(file, module);
    const code = wrapped.get(file);
    if (typeof code === 'string') module.exports = vm.runInContext(`(${code})`, context);
    else {
      const require = ((name: string) =>
        isFile(name) ? run(resolve(name, file)).exports : find(name)) as Require;
      require.main = modules.get(main);
      require.resolve = (name) => (isFile(name) ? resolve(name, file) : name);
      code?.call(module.exports, module.exports, require, module, file, path.posix.dirname(file));
    }
    module.loaded = true;
    return module;
  };
  return () => void run(main);
}

const isFile = (name: string) => /^\.{0,2}\//.test(name) || name === '.' || name === '..';

/** The names that a file requires, all of which must be there to read. */
function requiredBy(source: string): string[] {
  checkFitness(source);
  const calls = [...source.matchAll(/\brequire\(\s*(['"`])([^'"`$]+)\1\s*\)/g)];
  const others = source.match(/\brequire\s*\.\s*main\b/g) ?? [];
  const all = source.match(/\brequire\b/g) ?? [];
  // Node takes such a file for an ES module, whatever it is called.
  const isModule = /^\s*(?:import\s*[\w*{'"]|export\s)/m.test(source);
  if (all.length !== calls.length + others.length || isModule) throw new Unfit('require');
  return calls.map(([, , name = '']) => name);
}

function compile(source: string, file: string, context: vm.Context): Wrapped {
  try {
    const code = source.replace(/^#!.*/, '');
    return vm.compileFunction(code, parameters, { filename: file, parsingContext: context }) as Wrapped;
  } catch (error) {
    throw new Unfit((error as Error).message);
  }
}

/** @throws Unfit */
function resolve(name: string, from: string): string {
  const stem = path.posix.resolve(path.posix.dirname(from), name);
  const candidates = [stem, `${stem}.js`, `${stem}.json`, path.posix.join(stem, 'index.js')];
  const found = candidates.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
  if (found && /\.(?:c?js|json)$/.test(found)) return fs.realpathSync(found);
  throw new Unfit(name);
}
