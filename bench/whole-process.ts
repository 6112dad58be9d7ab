import { spawn } from 'node:child_process';

/** Milliseconds from the start of a process to its end. */
export function wholeProcess(file: string, args: readonly string[]): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve(performance.now() - began) : reject(new Error(`${file} ended with ${code}`)),
    );
  });
}
