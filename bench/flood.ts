import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryHome } from '../test/support/program.ts';
import { keys, TestTerminal } from '../test/support/terminal.ts';
import { feel, type Row } from './measure.ts';
import { wholeProcess } from './whole-process.ts';

const lesson = join(import.meta.dirname, '..', 'fixtures', 'ui', 'output');
const flood = "yes 'a line of output, again and again' | head -n 1000000";
const most = { slowestKey: 100, grown: 60 };

/** A step whose command prints a million lines, while somebody opens and closes the help all the time. */
interface Flood {
  /** Milliseconds from Enter until the step is done. */
  readonly ms: number;
  /** The longest that a key took to be seen, in milliseconds. */
  readonly slowestKey: number;
  /** Megabytes by which the program's memory has grown at its peak. */
  readonly grown: number;
}

/** What a step's output costs, and how soon a key is seen. @param bin the built program */
export async function outputRows(bin: string, runs = 3): Promise<Row[]> {
  const rows = [await keyToFrame(bin)];
  for (let run = 0; run < runs; run++) {
    const alone = await wholeProcess('bash', ['-c', `${flood} | cat > /dev/null`]);
    const { ms, slowestKey, grown } = await floodOf(bin);
    const limit = 2 * alone + 1000;
    rows.push({
      text: `a million lines through a step: ${ms.toFixed(0)} ms, into cat: ${alone.toFixed(0)} ms`,
      promise: `at most twice that and a second, ${limit.toFixed(0)} ms`,
      holds: ms <= limit,
    });
    rows.push({
      text: `meanwhile: slowest key ${slowestKey.toFixed(0)} ms, memory grows by ${grown.toFixed(0)} MB`,
      promise: `at most ${most.slowestKey} ms and ${most.grown} MB`,
      holds: slowestKey <= most.slowestKey && grown <= most.grown,
    });
  }
  return rows;
}

function floodOf(bin: string): Promise<Flood> {
  return onStep(bin, async (terminal) => {
    // Once with little output: all else that takes memory in a step is there then.
    await seen(terminal, 'e', 'Edit the command');
    terminal.send(`\u0015yes again | head -n 10${keys.enter}`);
    await terminal.until('next step');
    const before = peak(terminal.pid);
    const began = performance.now();
    await seen(terminal, 'r', 'Ctrl-C stop');
    let slowestKey = 0;
    while (!(await terminal.text()).includes('next step')) {
      const opened = await seen(terminal, '?', 'Esc close');
      const closed = await seen(terminal, 'q', / help /);
      slowestKey = Math.max(slowestKey, opened, closed);
    }
    return { ms: performance.now() - began, slowestKey, grown: peak(terminal.pid) - before };
  });
}

function keyToFrame(bin: string): Promise<Row> {
  return onStep(bin, (terminal) => {
    let isOpen = false;
    const press = () => {
      isOpen = !isOpen;
      return isOpen ? seen(terminal, '?', 'Esc close') : seen(terminal, 'q', / help /);
    };
    return feel('from a key to its frame', press, { median: 50, p95: 50 });
  });
}

async function seen(terminal: TestTerminal, key: string, wanted: string | RegExp): Promise<number> {
  const began = performance.now();
  terminal.send(key);
  await terminal.until(wanted);
  return performance.now() - began;
}

/** Does something with the program that is at the step with the flood. */
async function onStep<T>(bin: string, use: (terminal: TestTerminal) => Promise<T>): Promise<T> {
  const { env, remove } = temporaryHome();
  const command = [process.execPath, bin, 'start', lesson, '--at', 'million'];
  const terminal = new TestTerminal({ command, env });
  try {
    await terminal.until(/Enter (start|run) /);
    if ((await terminal.text()).includes('Enter start')) await seen(terminal, keys.enter, 'Enter run ');
    return await use(terminal);
  } finally {
    await terminal.close();
    await remove();
  }
}

/** The most memory that a process has had so far, in megabytes. */
function peak(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
