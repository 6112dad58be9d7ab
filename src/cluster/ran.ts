import { execFile } from 'node:child_process';

/** What came of running a program. */
export type Ran =
  | { readonly kind: 'missing' }
  /** It did not end in time, and was ended. */
  | { readonly kind: 'silent'; readonly seconds: number }
  | { readonly kind: 'ended'; readonly exit: number; readonly stdout: string; readonly stderr: string };

/** Milliseconds for one question; a program that hangs must not hang us. */
const patience = 8_000;

/** Runs a program of PATH, without a shell. Never throws. */
export function ran(
  file: string,
  args: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
  input = '',
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { env, timeout: patience, killSignal: 'SIGKILL', maxBuffer: 16 << 20, windowsHide: true },
      (error, stdout, stderr) => {
        if (error?.killed) return resolve({ kind: 'silent', seconds: patience / 1000 });
        const code = error?.code as string | number | null | undefined;
        if (code === 'ENOENT') return resolve({ kind: 'missing' });
        if (typeof code === 'string')
          return resolve({ kind: 'ended', exit: 126, stdout, stderr: error?.message ?? '' });
        resolve({ kind: 'ended', exit: code ?? (error ? 1 : 0), stdout, stderr });
      },
    );
    // It may end before it has read.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** The first line that says something, for evidence. */
export function firstLine(...texts: readonly string[]): string {
  for (const text of texts) {
    const line = text.split('\n').find((one) => one.trim() !== '');
    if (line !== undefined) return line.trim().slice(0, 300);
  }
  return '';
}
