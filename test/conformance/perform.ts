import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { load } from 'js-yaml';
import { createClock } from '../../src/base/clock.ts';
import type { TestCluster } from '../cluster/support/real-cluster.ts';
import { mask } from './masks.ts';
import type { Line, Theme } from './theme.ts';

const clock = createClock();
const manifests = join(import.meta.dirname, 'manifests');

/** A line may hang where it waits for what never comes. */
const LONGEST = 120_000;
const BETWEEN_LOOKS = 250;

/** Lines that change nothing can be run again: what they show may take its time to come about. */
const LOOKS = /^kubectl (?:get|describe|events|top|logs|explain|diff|rollout (?:history|status)|auth) /;

export interface Expectations {
  isExpected(line: Line, said: readonly string[]): boolean;
  /** How long, in milliseconds, a line that only looks is given until it sees what is expected. */
  readonly patience: number;
}

/**
 * Runs a theme's lines one after the other, in a folder with the manifests. Resolves to what each said, as the file
 * has it.
 */
export async function perform(
  theme: Theme,
  cluster: TestCluster,
  { isExpected, patience }: Expectations,
): Promise<Map<Line, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-theme-'));
  try {
    await cp(manifests, folder, { recursive: true });
    await writeKubeconfig(cluster, join(folder, 'kubeconfig'));
    const results = new Map<Line, readonly string[]>();
    for (const line of theme.lines) {
      let said = await say(line, cluster, folder);
      const deadline = clock.now() + patience;
      while (LOOKS.test(line.script) && !isExpected(line, said) && clock.now() < deadline) {
        await clock.sleep(BETWEEN_LOOKS);
        said = await say(line, cluster, folder);
      }
      results.set(line, said);
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @throws Error when a line that prepares fails */
async function say(line: Line, { namespace }: TestCluster, folder: string): Promise<string[]> {
  const child = spawn('bash', ['-c', line.script], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      KUBECONFIG: join(folder, 'kubeconfig'),
      NAMESPACE: namespace,
      LC_ALL: 'C.UTF-8',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // The whole group: what a loop has started would hold the pipes open.
  const limit = clock.after(LONGEST, () => process.kill(-(child.pid ?? 0), 'SIGKILL'));
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 128)));
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  limit.cancel();
  if (line.quiet) {
    if (code !== 0) throw new Error(`${line.script}: ${err || out || `exit code ${code}`}`);
    return [];
  }
  return [
    ...rows('  ', mask(out, namespace, folder)),
    ...rows('! ', mask(err, namespace, folder)),
    ...(code === 0 ? [] : [`? ${code}`]),
  ];
}

function rows(prefix: string, output: string): string[] {
  if (output === '') return [];
  const ended = output.endsWith('\n');
  const lines = (ended ? output.slice(0, -1) : output).split('\n').map((line) => `${prefix}${line}`);
  return ended ? lines : [...lines, '\\'];
}

interface Kubeconfig {
  clusters: { cluster: object }[];
  users: { user: object }[];
}

/** Every cluster is known by the same names, so that what shows them is alike. */
async function writeKubeconfig({ kubeconfig, namespace }: TestCluster, file: string): Promise<void> {
  const own = load(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  const name = 'conformance';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: own.clusters[0]?.cluster }],
    users: [{ name, user: own.users[0]?.user }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    'current-context': name,
  };
  await writeFile(file, JSON.stringify(config));
}
