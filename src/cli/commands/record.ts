import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { recordedLesson } from '../../lesson/recorded.ts';
import { idOfFolder, makeLessonFolder } from '../../lesson/skeleton.ts';
import { practiceCluster } from '../../practice/launch.ts';
import { recorded } from '../../shell/recording.ts';
import { createShell } from '../../shell/shell.ts';
import type { InteractiveShell } from '../../shell/types.ts';
import { Recorder } from '../record/recorder.ts';
import { isTerminal } from '../terminal.ts';

const greeting = [
  'This shell has a practice cluster, and is recorded: each command becomes a',
  'step of a workshop. Commands that fail are left out, and so are editors, whose',
  'files are kept. Type exit to end the recording.',
].join('\n');

/** A shell on a practice cluster, and in the end a workshop of what was done in it. */
export async function recordCommand(folder: string): Promise<void> {
  const dir = resolve(folder);
  const id = idOfFolder(dir);
  if (!isTerminal())
    throw new UsageError('A recording needs a terminal to work in.', 'Start it in one, without a pipe.');
  // What was done must not be lost in the end for want of a place.
  await makeLessonFolder(dir);
  const root = await mkdtemp(join(tmpdir(), 'pilotage-record-'));
  const cluster = practiceCluster({ dir: join(root, 'practice'), speed: 1, running: true });
  try {
    await cluster.start();
    const env = await cluster.env();
    const [shellDir, work, files] = [join(root, 'shell'), join(root, 'work'), join(root, 'files')];
    const shell = createShell({ dir: shellDir, cwd: work });
    const recorder = new Recorder({ kubeconfig: env.KUBECONFIG ?? '', work, files });
    await recorder.begin();
    const recording = recorded(shell.interactive(env, greeting), shellDir, (typed) => recorder.typed(typed));
    await handOver(recording.shell);
    await recording.ended();
    await shell.close();
    await write(dir, id, recorder, files);
  } finally {
    await cluster.reset();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function handOver({ file, args, cwd, env }: InteractiveShell): Promise<void> {
  const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
  // Both get the terminal's Ctrl-C; what to do about it is the shell's business.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGHUP'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

async function write(dir: string, id: string, recorder: Recorder, files: string): Promise<void> {
  const { commands, leftOut, edited } = recorder;
  for (const { command, exit } of leftOut) {
    const why = exit === 0 ? '' : ` (exit code ${exit})`;
    process.stdout.write(`left out: ${command.split('\n')[0]}${why}\n`);
  }
  if (commands.length === 0) {
    await rm(dir, { recursive: true });
    process.stdout.write('Nothing was done that a workshop could be made of.\n');
    return;
  }
  for (const [name, text] of recordedLesson(id, commands)) await writeFile(join(dir, name), text);
  if (existsSync(files)) await cp(files, join(dir, 'files'), { recursive: true });
  for (const name of edited) process.stdout.write(`kept: files/${name}, as an editor left it\n`);
  const near = relative(process.cwd(), dir);
  const name = near.startsWith('..') || near === '' ? dir : near;
  const steps = commands.length === 1 ? '1 command' : `${commands.length} commands`;
  process.stdout.write(`${name}: ${steps} recorded, with the checks that they suggest.\n`);
  process.stdout.write(`Next: pilotage watch ${name}, and write what is to be said in en.md.\n`);
}
