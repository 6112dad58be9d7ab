import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { wholeProcess } from './whole-process.ts';

const bats = join(import.meta.dirname, '..', 'node_modules', 'bats', 'bin', 'bats');
/** By the names that systems give it; undefined where there is none. */
const cram = ['cram', 'cram3'].find((name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name))),
);

const sizes = { few: 10, many: 110 };

/**
 * Steps that do nothing, as a lesson, as tests of bats, as tests of cram and as lines of a script. Each returns what one
 * more of them takes, in milliseconds: the start is left out.
 */
export function stepsOfNothing(bin: string) {
  const dir = mkdtempSync(join(tmpdir(), 'pilotage-bench-'));
  for (const count of Object.values(sizes)) write(dir, count);
  const oneMore = (run: (folder: string) => Promise<number>) => async () => {
    const few = await run(join(dir, `${sizes.few}`));
    return ((await run(join(dir, `${sizes.many}`))) - few) / (sizes.many - sizes.few);
  };
  return {
    pilotage: oneMore((folder) => wholeProcess(process.execPath, [bin, 'validate', folder])),
    bats: oneMore((folder) => wholeProcess(bats, [join(folder, 'steps.bats')])),
    cram: cram && oneMore((folder) => wholeProcess(cram, [join(folder, 'steps.t')])),
    bash: oneMore((folder) => wholeProcess('bash', [join(folder, 'steps.sh')])),
    [Symbol.dispose]: () => rmSync(dir, { recursive: true }),
  };
}

function write(dir: string, count: number): void {
  const folder = join(dir, `${count}`);
  mkdirSync(folder);
  const names = Array.from({ length: count }, (_, index) => `step-${index}`);
  const file = (name: string, text: (step: string) => string, head = '') =>
    writeFileSync(join(folder, name), head + names.map(text).join(''));
  file(
    'lesson.yaml',
    (step) => `  - { id: ${step}, run: ":", look: true }\n`,
    'id: nothing\nversion: 1.0.0\nminutes: 1\nsteps:\n',
  );
  file('en.md', (step) => `<!-- step: ${step} -->\n## ${step}\n\n`, '# Nothing\n\n');
  file('steps.bats', (step) => `@test "${step}" {\n  :\n}\n`);
  file('steps.t', (step) => `${step}:\n\n  $ :\n\n`);
  file('steps.sh', () => ':\n');
}
