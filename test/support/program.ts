import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const bin = join(root, 'dist', 'bin.js');

export interface Outcome {
  exit: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: Readonly<Record<string, string | undefined>>;
  input?: string;
  cwd?: string;
}

/** Runs the built program without a terminal, as CI and pipes do. */
export function pilotage(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return run(process.execPath, [bin, ...args], options);
}

export function run(
  file: string,
  args: readonly string[],
  { env = {}, input, cwd = root }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
    const outcome = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      outcome.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      outcome.stderr += text;
    });
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, ...outcome }));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** A home for runs, away from the developer's own. `remove` empties the practice clusters in it too. */
export function temporaryHome(): { home: string; env: Record<string, string>; remove: () => Promise<void> } {
  const home = mkdtempSync(join(tmpdir(), 'pilotage-home-'));
  const env = { PILOTAGE_HOME: home };
  return {
    home,
    env,
    async remove() {
      await pilotage(['reset', '--yes'], { env });
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * A folder of links to every program on PATH but some: a PATH for a machine that does not have those.
 * The caller removes it.
 */
export function folderWithout(programs: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-path-'));
  const linked = new Set(programs);
  for (const from of (process.env.PATH ?? '').split(delimiter).filter((entry) => existsSync(entry))) {
    for (const name of readdirSync(from)) {
      if (linked.has(name)) continue;
      linked.add(name);
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}
