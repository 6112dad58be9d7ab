import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const lesson = join(import.meta.dirname, '..', 'lessons', 'first-steps');
/** A command in the middle of the workshop, with much before it, and the same in other words. */
const step = 'create-deployment';
const commands = ['run: kubectl create -f web.yaml', 'run: kubectl create --filename web.yaml'] as const;

/** `pilotage watch` of a copy of First steps. Each call gives the milliseconds from a save to what it says of the step. */
export async function watchedLesson(bin: string) {
  const dir = mkdtempSync(join(tmpdir(), 'pilotage-bench-'));
  cpSync(lesson, dir, { recursive: true });
  const file = join(dir, 'lesson.yaml');
  const text = readFileSync(file, 'utf8');
  const child = spawn(process.execPath, [bin, 'watch', dir], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    said += part;
  });
  const says = async (pattern: RegExp) => {
    while (!pattern.test(said)) await once(child.stdout, 'data');
  };
  await says(/all \d+ steps work/);
  let saves = 0;
  return {
    async save(): Promise<number> {
      said = '';
      const began = performance.now();
      saves += 1;
      writeFileSync(file, text.replace(commands[0], commands[saves % 2] ?? ''));
      await says(new RegExp(`✓ ${step} `));
      const took = performance.now() - began;
      await says(/all \d+ steps work/);
      return took;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(dir, { recursive: true });
    },
  };
}
