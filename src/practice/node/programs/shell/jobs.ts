import { constants } from 'node:os';
import { quote } from '../../../../base/quote.ts';
import type { Builtin, BuiltinCall } from './builtins.ts';
import { ShellError, type ShellState } from './state.ts';

const numbers = constants.signals as Readonly<Record<string, number>>;
const named = new Map(Object.entries(numbers).map(([name, number]) => [number, name.slice('SIG'.length)]));

/** `15`, `TERM` and `SIGTERM` as `TERM`; `0` as `EXIT`. Undefined for what is no signal. */
export function signalName(text: string): string | undefined {
  if (text === '0' || text.toUpperCase() === 'EXIT') return 'EXIT';
  if (/^\d+$/.test(text)) return named.get(Number(text));
  const name = text.toUpperCase().replace(/^SIG/, '');
  return `SIG${name}` in numbers ? name : undefined;
}

/** The exit status of what a signal has ended. */
export function statusOfSignal(name: string): number {
  return 128 + (numbers[`SIG${name}`] ?? 0);
}

const describeEnd: Record<number, string> = { 137: 'Killed', 143: 'Terminated' };

export const wait: Builtin = async ({ args, state, io }) => {
  const jobs = args.length === 0 ? state.jobs : state.jobs.filter(({ pid }) => args.includes(String(pid)));
  const stop = new AbortController();
  const interrupted = new Promise<number>((resolve) => {
    const signal = AbortSignal.any([state.signal, state.process.terminated]);
    if (signal.aborted) resolve(143);
    else signal.addEventListener('abort', () => resolve(143), { once: true, signal: stop.signal });
  });
  const ended = Promise.all(jobs.map(({ done }) => done)).then((statuses) => {
    for (const [index, job] of jobs.entries()) {
      const words = job.wasKilled ? describeEnd[statuses[index] ?? 0] : undefined;
      if (words) io.stderr(`${words}\n`);
    }
    state.jobs = state.jobs.filter((job) => !jobs.includes(job));
    return args.length === 0 ? 0 : (statuses.at(-1) ?? 127);
  });
  try {
    return await Promise.race([ended, interrupted]);
  } finally {
    stop.abort();
  }
};

export const jobs: Builtin = ({ state, io }) => {
  for (const { number, text, isDone } of state.jobs) {
    const mark =
      number === state.jobs.at(-1)?.number ? '+' : number === state.jobs.at(-2)?.number ? '-' : ' ';
    io.stdout(`[${number}]${mark}  ${(isDone ? 'Done' : 'Running').padEnd(23)}${text}\n`);
  }
  return 0;
};

/** A signal to jobs (`%1`), to this shell itself, or to other processes of the container. */
export const kill: Builtin = ({ args, state, io }) => {
  const { name, pids } = signalOf(args);
  if (name === 'list') {
    for (const pid of pids) io.stdout(`${signalName(String(Number(pid) & 127)) ?? pid}\n`);
    return 0;
  }
  let status = 0;
  for (const pid of pids) {
    const job = state.jobs.find((one) => pid === `%${one.number}` || pid === String(one.pid));
    const other = state.process.processes().find((one) => String(one.pid) === pid);
    if (name === '0' && (job || other)) continue;
    if (job && !job.isDone) job.kill(name);
    else if (pid === String(state.process.pid)) signalSelf(name, state);
    else if (other) other.kill(`SIG${name}`);
    else {
      io.stderr(`${state.name}: can't kill pid ${pid}: No such process\n`);
      status = 1;
    }
  }
  return status;
};

function signalSelf(name: string, state: ShellState): void {
  if (state.traps.has(name)) state.pending.push(name);
  // The first process of a container only hears what it has a handler for.
  else if (state.process.pid !== 1) throw new SelfKilled(statusOfSignal(name));
}

/** The shell ended itself by a signal that it has no trap for. */
export class SelfKilled extends Error {
  readonly status: number;

  constructor(status: number) {
    super('killed by itself');
    this.status = status;
  }
}

function signalOf(args: readonly string[]): { name: string; pids: string[] } {
  const [first = '', ...others] = args;
  if (first === '-l') return { name: 'list', pids: others };
  const given = first === '-s' ? others.shift() : first.startsWith('-') ? first.slice(1) : undefined;
  if (given === undefined) return { name: 'TERM', pids: [...args] };
  const name = given === '0' ? '0' : signalName(given);
  if (name === undefined) throw new ShellError(`bad signal name '${given}'`, 1);
  return { name, pids: others };
}

export const trap: Builtin = ({ args, state, io }: BuiltinCall) => {
  const words = args[0] === '--' ? args.slice(1) : args;
  if (words.length === 0) {
    for (const [name, action] of state.traps) io.stdout(`trap -- ${quote(action)} ${name}\n`);
    return 0;
  }
  const onlySignals = words.length === 1 || /^\d+$/.test(words[0] ?? '');
  const [action, signals] = onlySignals ? ['-', words] : [words[0] ?? '', words.slice(1)];
  for (const signal of signals) {
    const name = signalName(signal);
    if (name === undefined) throw new ShellError(`trap: ${signal}: invalid signal specification`, 1);
    if (action === '-') state.traps.delete(name);
    else state.traps.set(name, action);
  }
  return 0;
};
