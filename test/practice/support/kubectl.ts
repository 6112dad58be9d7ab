import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export interface Client {
  /** `1.30`; `default` where only one is installed and its name does not tell. */
  version: string;
  path: string;
}

/**
 * The real kubectls of this machine: those that lie beside the one on PATH as `kubectl.1.NN`, or that one alone.
 * None where none is installed: the tests that need one are skipped there.
 */
export function installedClients(): Client[] {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'kubectl'))
    .find((path) => existsSync(path));
  if (!found) return [];
  const folder = dirname(realpathSync(found));
  const versioned = readdirSync(folder).flatMap((name) => {
    const version = /^kubectl\.(1\.\d+)$/.exec(name)?.[1];
    return version ? [{ version, path: join(folder, name) }] : [];
  });
  return versioned.length > 0 ? versioned : [{ version: 'default', path: found }];
}

export interface Output {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Kubectl extends Disposable {
  /** Runs `kubectl` with these words, or with a line split at its spaces. */
  (line: string | string[], input?: string): Promise<Output>;
  kubeconfig: string;
}

/** kubectl, with a kubeconfig and a cache of its own, talking to one server. */
export function kubectl(path: string, server: string): Kubectl {
  const home = mkdtempSync(join(tmpdir(), 'pilotage-kubectl-'));
  const kubeconfig = join(home, 'config');
  const secret = new URL(server).pathname.split('/').at(-1);
  const user = { as: 'minikube-user', 'as-user-extra': { 'practice-secret': [secret] } };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'tested', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'tested', user }],
    contexts: [{ name: 'tested', context: { cluster: 'tested', user: 'tested' } }],
    'current-context': 'tested',
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const env = { PATH: process.env.PATH ?? '', HOME: home, KUBECONFIG: kubeconfig };
  const run = (line: string | string[], input = '') =>
    new Promise<Output>((resolve) => {
      const words = typeof line === 'string' ? line.split(' ') : line;
      const child = execFile(path, words, { env, timeout: 30_000 }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
      });
      child.stdin?.end(input);
    });
  return Object.assign(run, {
    kubeconfig,
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  });
}
