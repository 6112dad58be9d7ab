import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/free-port.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const lessonDir = resolve(root, 'lessons/dockercoins');

/** One of the application's programs, as a process. */
export class Program {
  readonly url: string;
  private readonly process: ChildProcess;
  private output = '';
  private readonly exited: Promise<number | null>;

  constructor(name: string, port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.process = spawn(process.execPath, [resolve(lessonDir, `files/dockercoins/${name}/${name}.mjs`)], {
      env: { PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    this.process.stdout?.on('data', keep);
    this.process.stderr?.on('data', keep);
    this.exited = once(this.process, 'close').then(([code]) => code as number | null);
  }

  lines(): string[] {
    return this.output.split('\n').slice(0, -1);
  }

  /** Resolves to the first line that fits; rejects with all there is if the program ends before. */
  async line(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines().find((line) => pattern.test(line));
      if (found !== undefined) return found;
      const more = once(this.process.stdout ?? this.process, 'data').then(() => true);
      const ended = this.exited.then(() => false);
      if (!(await Promise.race([more, ended]))) throw new Error(`no ${pattern} in:\n${this.output}`);
    }
  }

  running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Resolves to its exit code, which is null if it did not end by itself. */
  terminate(): Promise<number | null> {
    this.process.kill('SIGTERM');
    return this.exited;
  }
}

const started: Program[] = [];

export async function start(name: string, env: Record<string, string> = {}): Promise<Program> {
  const program = new Program(name, await freePort(), env);
  started.push(program);
  return program;
}

export async function stopAll(): Promise<void> {
  await Promise.all(started.splice(0).map((program) => program.terminate()));
}
