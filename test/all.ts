/** Everything that must hold, one part after the other, and a last line that counts. `npm test` runs it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { execa } from 'execa';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, '..');
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
/** What failed, with the first line of why: said again at the end, where it is looked for. */
const failures: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'pilotage-test-'));
try {
  await part('types', ['tsc', '--noEmit']);
  await part('types of the page', ['tsc', '--noEmit', '-p', 'src/hub/dashboard']);
  await part('lint', ['biome', 'check', '--error-on-warnings', '.']);
  await part('build', ['node', 'build.ts', '--if-needed']);
  // The two use different things: one the cores, the other the patience.
  const waiting = tests('waiting', ['--maxWorkers=1'], 'pipe');
  await tests('together');
  console.log(await waiting);
  await tests('alone');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function part(name: string, command: string[]): Promise<void> {
  console.log(`\n# ${name}`);
  const { passed } = await run(command);
  if (!passed) failures.push(name);
  add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
}

/** Runs a project of vitest.config.ts. @returns what it printed, where that was piped */
async function tests(project: string, options: string[] = [], output: Output = 'inherit'): Promise<string> {
  const heading = `\n# ${project}`;
  if (output === 'inherit') console.log(heading);
  const report = join(folder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { printed } = await run(['vitest', 'run', '--project', project, ...reporters, ...options], output);
  add(counts(project, report));
  return `${heading}\n${printed}`;
}

type Output = 'inherit' | 'pipe';

async function run([tool = '', ...args]: string[], output: Output = 'inherit') {
  // Ink draws nothing where CI is set, and these tests look at what a learner sees.
  const { CI: _, ...env } = process.env;
  const { exitCode, all } = await execa(tool, args, {
    cwd: root,
    preferLocal: true,
    env,
    extendEnv: false,
    stdin: 'inherit',
    stdout: output,
    stderr: output,
    all: true,
    reject: false,
  });
  return { passed: exitCode === 0, printed: all ?? '' };
}

interface TestFile {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
}

/** A run that ended without its report, or that found no test, failed. */
function counts(project: string, report: string): Counts {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success, testResults } =
      JSON.parse(readFileSync(report, 'utf8'));
    const files: TestFile[] = testResults;
    const broken = files.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    for (const { name, message } of broken) failures.push(`${relative(root, name)}: ${firstLine(message)}`);
    for (const { name, assertionResults } of files) {
      for (const { status, fullName, failureMessages } of assertionResults) {
        if (status !== 'failed') continue;
        failures.push(`${relative(root, name)}: ${fullName}: ${firstLine(failureMessages[0] ?? '')}`);
      }
    }
    const failed = numFailedTests + broken.length;
    const unexplained = !success && failed === 0 ? 1 : 0;
    if (unexplained) failures.push(`${project}: something beside its tests`);
    return { passed: numPassedTests, failed: failed + unexplained, skipped: numPendingTests + numTodoTests };
  } catch {
    failures.push(`${project}: ended without its report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? '';
}

function add(more: Counts): void {
  total.passed += more.passed;
  total.failed += more.failed;
  total.skipped += more.skipped;
}
