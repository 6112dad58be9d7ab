import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { findMain, isModule } from '../worker/run.ts';
import { loadCommonJs } from './common-js.ts';
import { checkFitness, Unfit } from './fitness.ts';
import type { FindModule } from './modules.ts';

/** A program that is ready to run. */
export interface Loaded {
  /** Where its main file lies in the container. */
  readonly file: string;
  readonly run: () => unknown;
}

/**
 * Reads a program and all that it imports, as its container has it, without running any of it.
 * @throws Unfit where it needs a thread of its own, to run in or to say what is wrong with it
 */
export async function load(script: string, context: vm.Context, find: FindModule): Promise<Loaded> {
  let file: string;
  try {
    file = findMain(script);
  } catch (error) {
    throw new Unfit((error as Error).message);
  }
  if (isModule(file)) return { file, run: await loadModules(file, context, find) };
  if (!/\.c?js$/.test(file)) throw new Unfit(file);
  return { file, run: loadCommonJs(file, context, find) };
}

async function loadModules(main: string, context: vm.Context, find: FindModule): Promise<() => unknown> {
  const modules = new Map<string, vm.Module>();
  const known = (name: string, make: () => vm.Module) => {
    const module = modules.get(name) ?? make();
    modules.set(name, module);
    return module;
  };
  const builtin = (name: string) => {
    const exports = find(name);
    if (!exports) throw new Unfit(name);
    return known(name, () => syntheticModule(exports, context));
  };
  const ofFile = (file: string) => known(file, () => sourceModule(file, context));
  const link = (specifier: string, parent: vm.Module) => {
    if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) return builtin(specifier);
    return ofFile(fileURLToPath(new URL(specifier, parent.identifier)));
  };
  const module = ofFile(main);
  await module.link(link);
  return () => module.evaluate();
}

function sourceModule(file: string, context: vm.Context): vm.Module {
  if (!isModule(file) || !/js$/.test(file)) throw new Unfit(file);
  const source = read(file);
  checkFitness(source);
  const url = pathToFileURL(file).href;
  try {
    return new vm.SourceTextModule(source, {
      context,
      identifier: url,
      initializeImportMeta(meta) {
        const resolve = (specifier: string) => new URL(specifier, url).href;
        Object.assign(meta, { url, filename: file, dirname: path.posix.dirname(file), resolve });
      },
    });
  } catch (error) {
    // Node says best itself what is wrong with it.
    throw new Unfit((error as Error).message);
  }
}

function syntheticModule(exports: object, context: vm.Context): vm.Module {
  const values: Record<string, unknown> = { ...(exports as Record<string, unknown>), default: exports };
  return new vm.SyntheticModule(
    Object.keys(values),
    function () {
      for (const [name, value] of Object.entries(values)) this.setExport(name, value);
    },
    { context },
  );
}

/** @throws Unfit */
export function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unfit((error as Error).message);
  }
}
