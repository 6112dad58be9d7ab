import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerProcess, ContainerProgram } from '../program.ts';
import { runScript } from './interpreter.ts';
import { SelfKilled } from './jobs.ts';
import { readLine } from './lines.ts';
import { parse } from './parser.ts';
import { createState, type Io, Leave, ShellError, type ShellState } from './state.ts';
import { type Script, ShellSyntaxError } from './syntax.ts';
import { runExitTrap } from './traps.ts';

/** `sh -c SCRIPT`, `sh FILE`, or commands from standard input: a shell as busybox has one. */
export const sh: ContainerProgram = async (process) => {
  const { options, command, operands, readsInput } = readArguments(process.argv.slice(1));
  const io: Io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, more: new Map() };
  const own = path.posix.basename(process.argv[0] ?? 'sh');
  if (command === undefined && (operands.length === 0 || readsInput)) {
    const state = begin(process, own, operands);
    Object.assign(state.options, options);
    state.isInteractive = process.tty;
    return converse(process, state, io);
  }
  const [name = own, ...positional] = operands;
  const state = begin(process, command === undefined ? name : (operands[0] ?? own), positional);
  Object.assign(state.options, options);
  if (command !== undefined) return runAll(command, state, io);
  try {
    const file = process.paths.toHost(path.posix.resolve(process.cwd, name));
    return await runAll(readFileSync(file, 'utf8'), state, io);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    process.stderr(`${own}: can't open '${name}': No such file or directory\n`);
    return 2;
  }
};

/** A shell that hears of signals that it has traps for. */
function begin(process: ContainerProcess, name: string, positional: string[]): ShellState {
  const state = createState(process, name, positional);
  process.onSignal((signal) => {
    const trapped = signal.replace(/^SIG/, '');
    if (!state.traps.has(trapped)) return false;
    state.pending.push(trapped);
    return true;
  });
  return state;
}

function readArguments(words: readonly string[]) {
  const options: Partial<ShellState['options']> = {};
  const left = [...words];
  let wantsCommand = false;
  let readsInput = false;
  while (/^[-+]./.test(left[0] ?? '')) {
    const word = left.shift() ?? '';
    if (word === '--') break;
    if (word.startsWith('--')) continue;
    const isOn = word.startsWith('-');
    if (word.includes('c')) wantsCommand = true;
    if (word.includes('s')) readsInput = true;
    if (word.includes('e')) options.errexit = isOn;
    if (word.includes('u')) options.nounset = isOn;
    if (word.includes('x')) options.xtrace = isOn;
    if (word.endsWith('o') && left.shift() === 'pipefail') options.pipefail = isOn;
  }
  return { readsInput, options, command: wantsCommand ? (left.shift() ?? '') : undefined, operands: left };
}

async function runAll(text: string, state: ShellState, io: Io): Promise<number> {
  let status: number;
  try {
    status = await runScript(parse(text), state, io);
  } catch (error) {
    status = statusOf(error, state, io);
  }
  return (await runExitTrap(state, io, runScript)) ?? status;
}

function statusOf(error: unknown, state: ShellState, io: Io): number {
  if (error instanceof Leave) return error.how === 'exit' || error.how === 'return' ? error.value : 0;
  if (error instanceof SelfKilled) return error.status;
  if (error instanceof ShellSyntaxError || error instanceof ShellError) {
    io.stderr(`${state.name}: ${error.message}\n`);
    return 2;
  }
  throw error;
}

/** Runs what comes in, line by line, with a prompt for people. */
async function converse(process: ContainerProcess, state: ShellState, io: Io): Promise<number> {
  const { stdin, terminal } = process;
  if (!stdin) return 0;
  let text = '';
  while (!process.signal.aborted) {
    if (process.tty) io.stdout(text === '' ? prompt(state) : '> ');
    // Ctrl-C forgets what was typed so far.
    const forgotten = new AbortController();
    const stopListening = terminal?.onInterrupt(() => forgotten.abort());
    const line = await readLine(stdin, AbortSignal.any([process.signal, forgotten.signal]));
    stopListening?.();
    if (forgotten.signal.aborted) {
      text = '';
      continue;
    }
    if (line === undefined) break;
    text += line;
    let script: Script;
    try {
      script = parse(text);
    } catch (error) {
      if (error instanceof ShellSyntaxError && error.isIncomplete) continue;
      text = '';
      statusOf(error, state, io);
      continue;
    }
    text = '';
    // Now it ends the command, not the shell.
    const interrupted = new AbortController();
    state.signal = AbortSignal.any([process.signal, interrupted.signal]);
    const release = terminal?.onInterrupt(() => interrupted.abort('SIGINT'));
    try {
      await runScript(script, state, io);
    } catch (error) {
      if (error instanceof Leave && error.how === 'exit' && !interrupted.signal.aborted) {
        return (await runExitTrap(state, io, runScript)) ?? error.value;
      }
      state.lastStatus = interrupted.signal.aborted ? 130 : statusOf(error, state, io);
    } finally {
      release?.();
    }
  }
  if (process.tty) io.stdout('\n');
  if (text !== '') return runAll(text, state, io);
  return (await runExitTrap(state, io, runScript)) ?? state.lastStatus;
}

function prompt({ cwd, variables }: ShellState): string {
  const home = variables.get('HOME') ?? '/root';
  const shown = cwd === home ? '~' : cwd;
  return (variables.get('PS1') ?? '\\w \\$ ').replaceAll('\\w', shown).replaceAll('\\$', '#');
}
