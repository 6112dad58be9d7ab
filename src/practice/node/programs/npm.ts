import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerProcess, ContainerProgram } from './program.ts';

interface Package {
  name?: string;
  version?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const installs: ReadonlySet<string> = new Set(['install', 'i', 'ci', 'add', 'update']);

/** `npm install` where there is nothing to install, `npm run`, `npm start`: what needs no registry of packages. */
export const npm: ContainerProgram = async (process) => {
  const [command = '', ...args] = process.argv
    .slice(1)
    .filter((word) => word !== '--silent' && word !== '-s');
  if (command === '--version' || command === '-v') return print(process, '11.6.1\n');
  const manifest = readManifest(process);
  if (installs.has(command)) return install(process, manifest, args);
  const script = command === 'run' || command === 'run-script' ? args.shift() : command;
  if (script === undefined || !(command.startsWith('run') || command === 'start' || command === 'test')) {
    process.stderr(
      `npm error the practice cluster's npm does install, ci, run, start and test, not ${JSON.stringify(command)}\n`,
    );
    return 1;
  }
  const line =
    manifest?.scripts?.[script] ??
    (script === 'start' && isThere(process, 'server.js') ? 'node server.js' : undefined);
  if (line === undefined) {
    process.stderr(`npm error Missing script: ${JSON.stringify(script)}\n`);
    return 1;
  }
  const rest = args[0] === '--' ? args.slice(1) : args;
  const whole = [line, ...rest.map((word) => JSON.stringify(word))].join(' ');
  process.stdout(
    `\n> ${manifest?.name ?? 'package'}@${manifest?.version ?? '1.0.0'} ${script}\n> ${whole}\n\n`,
  );
  return process.exec(['sh', '-c', whole], { env: { ...process.env, npm_lifecycle_event: script } });
};

function install(process: ContainerProcess, manifest: Package | undefined, args: readonly string[]): number {
  const omitsDev =
    args.includes('--omit=dev') || args.includes('--production') || process.env.NODE_ENV === 'production';
  const named = args.filter((word) => !word.startsWith('-'));
  const wanted = [
    ...named,
    ...Object.keys(manifest?.dependencies ?? {}),
    ...(omitsDev ? [] : Object.keys(manifest?.devDependencies ?? {})),
  ];
  const missing = wanted.filter((name) => !isThere(process, path.posix.join('node_modules', name)));
  if (missing.length > 0) {
    process.stderr(
      `npm error network request to https://registry.npmjs.org/${missing[0]} failed\nnpm error the practice cluster downloads no packages (${missing.join(', ')}): run npm install on your machine, COPY node_modules, and leave this line out\n`,
    );
    return 1;
  }
  if (process.argv[1] === 'ci' && !isThere(process, 'package-lock.json')) {
    process.stderr(
      'npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json\n',
    );
    return 1;
  }
  return print(
    process,
    `\nup to date, audited ${wanted.length + 1} package${wanted.length > 0 ? 's' : ''} in 1s\n\nfound 0 vulnerabilities\n`,
  );
}

function isThere({ paths, cwd }: ContainerProcess, file: string): boolean {
  return existsSync(paths.toHost(path.posix.resolve(cwd, file)));
}

function readManifest({ paths, cwd }: ContainerProcess): Package | undefined {
  try {
    return JSON.parse(readFileSync(paths.toHost(path.posix.resolve(cwd, 'package.json')), 'utf8')) as Package;
  } catch {
    return undefined;
  }
}

function print({ stdout }: ContainerProcess, text: string): number {
  stdout(text);
  return 0;
}
