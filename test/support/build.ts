import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Tests start the built program: what they prove is what learners get. */
export default function setup(): void {
  execFileSync(process.execPath, ['build.ts', '--if-needed'], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: 'inherit',
  });
}
