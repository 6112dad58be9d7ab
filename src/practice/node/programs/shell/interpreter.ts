import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { outputTo } from '../../runtime/output.ts';
import { type Expander, expandFields, expandPattern, expandText } from './expand.ts';
import { statusOfSignal } from './jobs.ts';
import { matches } from './patterns.ts';
import { redirect } from './redirect.ts';
import { runSimple } from './simple.ts';
import { copyState, type Io, type Job, Leave, ShellError, type ShellState } from './state.ts';
import type { Command, Script } from './syntax.ts';
import { test } from './test-command.ts';
import { runTraps } from './traps.ts';

/** Runs a script; gives its last exit status. @throws Leave */
export async function runScript(script: Script, state: ShellState, io: Io): Promise<number> {
  for (const { command, background } of script) {
    if (state.signal.aborted) throw new Leave('exit', 130);
    if (background) startJob(command, state, io);
    else await runCommand(command, state, io);
    await runTraps(state, io, runScript);
  }
  return state.lastStatus;
}

/** A script of its own, whose end ends nothing else. */
export async function runSubshell(script: Script, state: ShellState, io: Io): Promise<number> {
  try {
    return await runScript(script, state, io);
  } catch (error) {
    if (error instanceof Leave) return error.how === 'exit' || error.how === 'return' ? error.value : 0;
    throw error;
  }
}

function startJob(command: Command, state: ShellState, io: Io): void {
  const copy = copyState(state);
  const end = new AbortController();
  copy.signal = AbortSignal.any([state.signal, end.signal]);
  const done = runSubshell([{ command, background: false }], copy, { ...io, stdin: undefined });
  const job: Job = {
    number: (state.jobs.at(-1)?.number ?? 0) + 1,
    pid: state.process.takePid(),
    text: describeCommand(command),
    isDone: false,
    wasKilled: false,
    kill(signal) {
      job.wasKilled = true;
      end.abort(signal);
    },
    done: done
      .then((status) => (job.wasKilled ? statusOfSignal(String(end.signal.reason)) : status))
      .finally(() => {
        job.isDone = true;
      }),
  };
  state.lastJob = job.pid;
  state.jobs.push(job);
  state.lastStatus = 0;
}

/** What `jobs` shows of a command: the words that were written plainly. */
function describeCommand(command: Command): string {
  if (command.kind !== 'simple') return command.kind === 'subshell' ? '(...)' : '...';
  return command.words
    .map((word) => word.map((part) => (part.kind === 'text' ? part.text : '$...')).join(''))
    .join(' ');
}

export function expanderOf(state: ShellState, io: Io): Expander & { substituted: boolean } {
  const expander = {
    state,
    io,
    substituted: false,
    async substitute(script: Script, copy: ShellState, { stdin, stderr, more }: Io) {
      expander.substituted = true;
      const chunks: Buffer[] = [];
      const stdout = (data: string | Uint8Array) => void chunks.push(Buffer.from(data as string));
      state.lastStatus = await runSubshell(script, copy, { stdin, stdout, stderr, more });
      return Buffer.concat(chunks).toString();
    },
  };
  return expander;
}

/** Runs one command; what goes wrong with it is said. @throws Leave */
export async function runCommand(
  command: Command,
  state: ShellState,
  io: Io,
  isTested = false,
): Promise<number> {
  let status: number;
  try {
    if (command.redirects.length === 0 || command.kind === 'simple') {
      status = await dispatch(command, state, io);
    } else {
      const redirected = await redirect(expanderOf(state, io), command.redirects);
      try {
        status = await dispatch(command, state, redirected.io);
      } finally {
        redirected.close();
      }
    }
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    io.stderr(`${state.name}: ${error.message}\n`);
    if (error.isFatal && !state.isInteractive) throw new Leave('exit', error.status);
    status = error.status;
  }
  state.lastStatus = status;
  const fails = status !== 0 && !isTested && ['simple', 'subshell', 'pipeline'].includes(command.kind);
  if (fails && state.options.errexit) throw new Leave('exit', status);
  return status;
}

function dispatch(command: Command, state: ShellState, io: Io): Promise<number> {
  switch (command.kind) {
    case 'simple':
      return runSimple(command, state, io);
    case 'pipeline':
      return runPipeline(command, state, io);
    case 'and-or':
      return runAndOr(command, state, io);
    case 'if':
      return runIf(command, state, io);
    case 'while':
      return runLoop(state, () => testScript(command.condition, state, io, command.until), command.body, io);
    case 'for':
      return runFor(command, state, io);
    case 'case':
      return runCase(command, state, io);
    case 'test':
      return runTest(command, state, io);
    case 'group':
      return runScript(command.body, state, io);
    case 'subshell':
      return runSubshell(command.body, copyState(state), io);
    case 'function':
      state.functions.set(command.name, command.body);
      return Promise.resolve(0);
  }
}

/** `[[ … ]]`; at the right of `==` stands a pattern. */
async function runTest(
  { words }: Extract<Command, { kind: 'test' }>,
  state: ShellState,
  io: Io,
): Promise<number> {
  const expander = expanderOf(state, io);
  const args: string[] = [];
  for (const word of words) {
    const before = args.at(-1);
    const isPattern = before === '=' || before === '==' || before === '!=';
    const left = args.at(-2) ?? '';
    if (isPattern) {
      const fits = matches(left, await expandPattern(expander, word));
      // What was written is replaced by what `test` compares literally.
      args.push(fits ? left : `${left}.`);
    } else args.push(await expandText(expander, word));
  }
  return test(args, state) ? 0 : 1;
}

async function runPipeline(
  { commands, negated }: Extract<Command, { kind: 'pipeline' }>,
  state: ShellState,
  io: Io,
): Promise<number> {
  const stages: { status: Promise<number>; end: AbortController }[] = [];
  let { stdin } = io;
  let source: PassThrough | undefined;
  for (const [index, command] of commands.entries()) {
    const before = source;
    const isLast = index === commands.length - 1;
    const end = new AbortController();
    const copy = copyState(state);
    copy.signal = AbortSignal.any([state.signal, end.signal]);
    const pipe = isLast ? undefined : new PassThrough();
    const stdout = pipe ? outputTo(pipe) : io.stdout;
    const status = runSubshell([{ command, background: false }], copy, { ...io, stdin, stdout });
    // Who writes to a command that has ended is ended itself, as by SIGPIPE.
    const finished = status.finally(() => {
      pipe?.end();
      // Nobody reads what the one before it has still to write.
      before?.destroy();
      for (const earlier of stages.slice(0, index)) earlier.end.abort('SIGPIPE');
    });
    stages.push({ status: finished, end });
    stdin = pipe;
    source = pipe;
  }
  const statuses = await Promise.all(stages.map((stage) => stage.status));
  const failed = state.options.pipefail ? statuses.findLast((one) => one !== 0) : undefined;
  const status = failed ?? statuses.at(-1) ?? 0;
  return negated ? (status === 0 ? 1 : 0) : status;
}

async function runAndOr(
  { first, rest }: Extract<Command, { kind: 'and-or' }>,
  state: ShellState,
  io: Io,
): Promise<number> {
  let status = await runCommand(first, state, io, true);
  for (const [index, { operator, command }] of rest.entries()) {
    if ((status === 0) !== (operator === '&&')) continue;
    status = await runCommand(command, state, io, index < rest.length - 1);
  }
  return status;
}

async function testScript(script: Script, state: ShellState, io: Io, negated = false): Promise<boolean> {
  for (const [index, { command, background }] of script.entries()) {
    if (background) startJob(command, state, io);
    else await runCommand(command, state, io, index === script.length - 1);
  }
  return (state.lastStatus === 0) !== negated;
}

async function runIf(
  { arms, otherwise }: Extract<Command, { kind: 'if' }>,
  state: ShellState,
  io: Io,
): Promise<number> {
  for (const { condition, body } of arms) {
    if (await testScript(condition, state, io)) return runScript(body, state, io);
  }
  return otherwise ? runScript(otherwise, state, io) : 0;
}

async function runLoop(
  state: ShellState,
  again: () => Promise<boolean>,
  body: Script,
  io: Io,
): Promise<number> {
  let status = 0;
  while (await again()) {
    // A loop that waits for nothing must not keep the rest of the cluster from running.
    await turn();
    if (state.signal.aborted) throw new Leave('exit', 130);
    try {
      status = await runScript(body, state, io);
    } catch (error) {
      if (!(error instanceof Leave) || (error.how !== 'break' && error.how !== 'continue')) throw error;
      if (error.value > 1) throw new Leave(error.how, error.value - 1);
      if (error.how === 'break') return 0;
    }
  }
  return status;
}

async function runFor(
  { name, words, body }: Extract<Command, { kind: 'for' }>,
  state: ShellState,
  io: Io,
): Promise<number> {
  const values = words ? await expandFields(expanderOf(state, io), words) : [...state.positional];
  const again = async () => {
    const value = values.shift();
    if (value !== undefined) state.variables.set(name, value);
    return value !== undefined;
  };
  return runLoop(state, again, body, io);
}

async function runCase(
  { word, arms }: Extract<Command, { kind: 'case' }>,
  state: ShellState,
  io: Io,
): Promise<number> {
  const expander = expanderOf(state, io);
  const text = await expandText(expander, word);
  for (const { patterns, body } of arms) {
    for (const pattern of patterns) {
      if (matches(text, await expandPattern(expander, pattern))) return runScript(body, state, io);
    }
  }
  return 0;
}
