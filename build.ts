/**
 * Bundles the program into `dist`, with all that it needs at run time, so that an installation has no dependencies to
 * resolve and a start loads few files. `--if-needed` does nothing while `dist` is newer than all that it is made from.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { lessonJsonSchema } from './src/lesson/json-schema.ts';

const root = import.meta.dirname;
const dist = join(root, 'dist');
const stamp = join(dist, '.built');

/** What can be started, each by the name of its file in `dist`. */
const entries = {
  bin: 'src/cli/bin.ts',
  practice: 'src/practice/host/main.ts',
  container: 'src/practice/node/programs/worker-bootstrap.ts',
  containers: 'src/practice/node/programs/shared-bootstrap.ts',
  kubectl: 'src/practice/tools/kubectl/main.ts',
  docker: 'src/practice/tools/docker/main.ts',
  curl: 'src/practice/tools/curl/main.ts',
};

if (!process.argv.includes('--if-needed') || isStale()) await bundle();

function isStale(): boolean {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  const sources = globSync('{src/**/*.{ts,tsx,js,css,html},build.ts,package.json,package-lock.json}', {
    cwd: root,
  });
  return sources.some((file) => statSync(join(root, file)).mtimeMs > built);
}

async function bundle(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  writeFileSync(join(root, 'lesson.schema.json'), `${JSON.stringify(lessonJsonSchema(), null, 2)}\n`);
  const program = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: file, out })),
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.19',
    minify: true,
    keepNames: true,
    metafile: true,
    jsx: 'automatic',
    chunkNames: 'chunks/[name]-[hash]',
    // React's development build is several times as slow; Ink asks for its debugger only where DEV is set.
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [leanBuiltins(), yogaWithoutFetch()],
    alias: { 'react-devtools-core': './src/ui/no-devtools.ts' },
    // What CommonJS packages in the bundle expect of Node.
    banner: {
      js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url); const __filename = import.meta.filename; const __dirname = import.meta.dirname;",
    },
    logLevel: 'warning',
  });
  const inputs = { ...program.metafile.inputs, ...(await bundlePage()).inputs };
  writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences(inputs));
  writeFileSync(stamp, '');
}

/** The page that a room's server hands out: one script and one sheet, for browsers. */
async function bundlePage(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'src/hub/dashboard/main.tsx', out: 'dashboard' },
      { in: 'src/hub/dashboard/dashboard.css', out: 'dashboard' },
      { in: 'src/hub/dashboard/index.html', out: 'index' },
    ],
    outdir: join(dist, 'page'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    // What a lecture hall's machine may well have.
    target: ['chrome117', 'firefox119', 'safari17.4'],
    minify: true,
    metafile: true,
    loader: { '.html': 'copy' },
    logLevel: 'warning',
  });
  return metafile;
}

/**
 * An `import` of one of Node's own modules reads everything that it has: that of node:http loads a second HTTP client,
 * HTTP/2 and TLS, that of node:fs all of its streams. This way a start reads what it uses, and no more.
 */
function leanBuiltins(): Plugin {
  return {
    name: 'lean-builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[a-z_:/0-9]+$/ }, ({ path, kind }) =>
        kind === 'import-statement' && isBuiltin(path)
          ? { path: path.replace(/^node:/, ''), namespace: 'builtin', sideEffects: false }
          : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'builtin' }, async ({ path }) => ({
        contents: [
          `const all = process.getBuiltinModule('node:${path}');`,
          'export default all;',
          // What is marked as pure and not used is left out.
          ...namesOf(await import(`node:${path}`)).map(
            (name) => `export const ${name} = /* @__PURE__ */ (() => all.${name})();`,
          ),
        ].join('\n'),
      }));
    },
  };
}

/**
 * Ink's layout engine asks fetch for its own WebAssembly, which is a data: URL in the same file; that loads an HTTP
 * client, a tenth of the menu's start. Where there is no fetch, it decodes the URL itself.
 */
function yogaWithoutFetch(): Plugin {
  return {
    name: 'yoga-without-fetch',
    setup({ onLoad }) {
      onLoad({ filter: /yoga-layout[\\/]dist[\\/]binaries[\\/].*\.js$/ }, ({ path }) => ({
        contents: `const fetch = undefined;\n${readFileSync(path, 'utf8')}`,
      }));
    },
  };
}

function namesOf(module: object): string[] {
  return Object.keys(module).filter((name) => name !== 'default' && /^[A-Za-z_$][\w$]*$/.test(name));
}

/** The licence texts of the packages that were bundled, as they ask for. */
function licences(inputs: Metafile['inputs']): string {
  const packages = new Set<string>();
  for (const input of Object.keys(inputs)) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match?.[1]) packages.add(match[1]);
  }
  return [...packages]
    .sort()
    .map(licence)
    .join(`\n${'-'.repeat(80)}\n`);
}

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const [file] = globSync('{licen[sc]e,LICEN[SC]E}*', { cwd: join(root, folder) });
  const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
  return `${name} ${version}\n\n${text}\n`;
}
