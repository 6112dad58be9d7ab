import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wholeProcess } from './whole-process.ts';

const steps = 1_000;

/** A workshop of 1,000 steps in two languages, and its commands as a script each. */
export function bigWorkshop() {
  const dir = mkdtempSync(join(tmpdir(), 'pilotage-bench-'));
  const lesson = join(dir, 'big');
  const names = Array.from({ length: steps }, (_, index) => `step-${index}`);
  const command = (name: string) =>
    `kubectl create deployment ${name} --image=nginx:1.29\nkubectl get pods\n`;
  const yaml = names.map(
    (name) =>
      `  - id: ${name}\n    run: |\n      ${command(name).trimEnd().replaceAll('\n', '\n      ')}\n` +
      `    checks:\n      - resource: deployments/${name}\n        match: { status: { availableReplicas: 1 } }\n`,
  );
  const page = names.map(
    (name) =>
      `<!-- step: ${name} -->\n## ${name}\n\nWe type \`kubectl create deployment ${name} --image=nginx:1.29\`.\n`,
  );
  mkdirSync(lesson);
  const head = 'id: big\nversion: 1.0.0\nminutes: 600\nlanguages: [en, fr]\nsteps:\n';
  writeFileSync(join(lesson, 'lesson.yaml'), head + yaml.join(''));
  for (const language of ['en', 'fr'])
    writeFileSync(join(lesson, `${language}.md`), `# Big\n\n${page.join('\n')}`);
  for (const name of names) writeFileSync(join(dir, `${name}.sh`), command(name));
  return {
    lint: (bin: string) => wholeProcess(process.execPath, [bin, 'lint', lesson]),
    bash: () =>
      wholeProcess('bash', ['-c', 'for SCRIPT in "$1"/*.sh; do bash -n "$SCRIPT"; done', 'bash', dir]),
    [Symbol.dispose]: () => rmSync(dir, { recursive: true }),
  };
}
