import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface Bundled extends AsyncDisposable {
  /** The path of the program made of a file of this folder. */
  program(name: string): string;
}

/** The processes of the bench as a learner would have them: Node.js reading TypeScript takes memory of its own. */
export async function bundle(...names: string[]): Promise<Bundled> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-bench-'));
  await build({
    entryPoints: names.map((name) => join(import.meta.dirname, `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.19',
    banner: {
      js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url); const __filename = import.meta.filename;",
    },
    logLevel: 'warning',
  });
  return {
    program: (name) => join(folder, `${name}.mjs`),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
