import fs from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';
import vm from 'node:vm';
import type { NodeCommand } from './command-line.ts';

interface Loader {
  _load(request: string, parent: unknown, isMain: boolean): unknown;
}

/** Runs what `node` was asked to run. */
export async function run(command: NodeCommand): Promise<void> {
  for (const file of command.envFiles) loadEnvironment(file);
  for (const name of command.preload) await preload(name);
  if (command.code !== undefined) {
    const value = evaluate(command.code);
    if (command.print) console.log(value);
    return;
  }
  const file = findMain(path.posix.resolve(process.cwd(), command.script ?? ''));
  process.argv[1] = file;
  if (isModule(file)) await import(pathToFileURL(file).href);
  else (module as unknown as Loader)._load(file, null, true);
}

/** What is set already goes before what the file says. */
function loadEnvironment(file: string): void {
  const values = parseEnv(fs.readFileSync(path.posix.resolve(process.cwd(), file), 'utf8'));
  for (const [name, value] of Object.entries(values)) process.env[name] ??= value ?? '';
}

async function preload(name: string): Promise<void> {
  await import(/^\.{0,2}\//.test(name) ? pathToFileURL(path.posix.resolve(process.cwd(), name)).href : name);
}

function evaluate(code: string): unknown {
  const require = module.createRequire(pathToFileURL(path.posix.join(process.cwd(), '[eval]')));
  Object.assign(globalThis, { require });
  // A program on the command line may use Node's modules without asking for them.
  for (const name of module.builtinModules) {
    if (name in globalThis || !/^[a-z]\w*$/.test(name)) continue;
    const descriptor = { get: () => require(name), configurable: true, enumerable: false };
    Object.defineProperty(globalThis, name, descriptor);
  }
  return vm.runInThisContext(code, { filename: '[eval]' });
}

/** @throws Error as Node does when there is no such file */
export function findMain(file: string): string {
  const index = path.posix.join(file, 'index.js');
  const named = mainOf(file);
  const endings = (stem: string) => [stem, ...['.js', '.json', '.mjs', '.cjs'].map((end) => stem + end)];
  const candidates = [
    ...endings(file),
    ...(named ? [...endings(named), path.posix.join(named, 'index.js')] : []),
    index,
  ];
  const found = candidates.find((candidate) => fs.statSync(candidate, { throwIfNoEntry: false })?.isFile());
  if (found) return fs.realpathSync(found);
  throw Object.assign(new Error(`Cannot find module '${file}'`), {
    code: 'MODULE_NOT_FOUND',
    requireStack: [],
  });
}

/** What a folder's package.json names as its program. */
function mainOf(folder: string): string | undefined {
  const description = path.posix.join(folder, 'package.json');
  if (!fs.existsSync(description)) return undefined;
  const { main } = JSON.parse(fs.readFileSync(description, 'utf8')) as { main?: string };
  return main === undefined ? undefined : path.posix.join(folder, main);
}

/** Whether Node takes a file for an ES module by its name. */
export function isModule(file: string): boolean {
  if (/\.m[jt]s$/.test(file)) return true;
  if (!/\.[jt]s$/.test(file)) return false;
  for (let folder = path.posix.dirname(file); ; folder = path.posix.dirname(folder)) {
    const description = path.posix.join(folder, 'package.json');
    if (fs.existsSync(description)) return JSON.parse(fs.readFileSync(description, 'utf8')).type === 'module';
    if (folder === '/') return false;
  }
}
