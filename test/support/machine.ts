import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a program prints and how it ends. */
export interface Says {
  stdout?: string;
  stderr?: string;
  exit?: number;
}

/** A machine with nothing on PATH but the programs that a test gives it, and a home of its own. */
export interface Machine {
  readonly home: string;
  /** For `pilotage`: PATH, HOME, and none of the variables that the developer's own machine has. */
  readonly env: Record<string, string | undefined>;
  /** Puts a program on PATH that answers by its arguments; `*` is for all others. */
  has(program: string, answers: Record<string, Says>): void;
  /** Writes a file of the home. @returns its path */
  writes(path: string, text: string, mode?: number): string;
  remove(): void;
}

const foreign = [
  ...['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'].flatMap((name) => [name, name.toUpperCase()]),
  ...[
    'DOCKER_HOST',
    'DOCKER_CONTEXT',
    'DOCKER_CONFIG',
    'MINIKUBE_HOME',
    'MINIKUBE_ACTIVE_DOCKERD',
    'KUBECONFIG',
  ],
  ...['LC_ALL', 'LC_CTYPE', 'LC_MESSAGES', 'WSL_DISTRO_NAME'],
];

export function createMachine(): Machine {
  const home = mkdtempSync(join(tmpdir(), 'pilotage-machine-'));
  const bin = join(home, 'bin');
  mkdirSync(bin);
  return {
    home,
    env: {
      ...Object.fromEntries(foreign.map((name) => [name, undefined])),
      PATH: bin,
      HOME: home,
      PILOTAGE_HOME: join(home, 'pilotage'),
      LANG: 'C.UTF-8',
    },
    has(program, answers) {
      const cases = Object.entries(answers).map(
        ([args, says]) => `${args === '*' ? '*' : quoted(args)}) ${acts(says)} ;;`,
      );
      const file = join(bin, program);
      writeFileSync(file, `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\nesac\n`);
      chmodSync(file, 0o755);
    },
    writes(path, text, mode = 0o600) {
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      chmodSync(file, mode);
      return file;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

function acts({ stdout = '', stderr = '', exit = 0 }: Says): string {
  return `printf '%s' ${quoted(stdout)}; printf '%s' ${quoted(stderr)} >&2; exit ${exit}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
