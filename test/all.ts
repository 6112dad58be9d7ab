/** Everything that must hold, one part after the other, and a last line that counts. `npm test` runs it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, '..');
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const folder = mkdtempSync(join(tmpdir(), 'pilotage-test-'));
try {
  part('types', ['tsc', '--noEmit']);
  part('lint', ['biome', 'check', '--error-on-warnings', '.']);
  const report = join(folder, 'vitest.json');
  run('tests', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  add(counts(report));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

function part(name: string, command: string[]): void {
  const passed = run(name, command);
  add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
}

function run(name: string, [tool = '', ...args]: string[]): boolean {
  console.log(`\n# ${name}`);
  // Ink draws nothing where CI is set, and these tests look at what a learner sees.
  const { CI: _, ...env } = process.env;
  const { status } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    stdio: 'inherit',
    env,
  });
  return status === 0;
}

/** A run that ended without its report, or that found no test, failed. */
function counts(report: string): Counts {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success, testResults } =
      JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter(
      (file: { status: string; assertionResults: unknown[] }) =>
        file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    const failed = numFailedTests + broken;
    const unexplained = !success && failed === 0 ? 1 : 0;
    return { passed: numPassedTests, failed: failed + unexplained, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function add(more: Counts): void {
  total.passed += more.passed;
  total.failed += more.failed;
  total.skipped += more.skipped;
}
