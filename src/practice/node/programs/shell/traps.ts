import { parse } from './parser.ts';
import type { Io, ShellState } from './state.ts';
import { Leave } from './state.ts';
import type { Script } from './syntax.ts';

type RunScript = (script: Script, state: ShellState, io: Io) => Promise<number>;

/** Runs the traps of the signals that have come. Between two commands, as a shell does. */
export async function runTraps(state: ShellState, io: Io, runScript: RunScript): Promise<void> {
  const { terminated } = state.process;
  const onTerm = terminated.aborted ? state.traps.get('TERM') : undefined;
  if (onTerm !== undefined) {
    // Once: the container is asked to end only once.
    state.traps.delete('TERM');
    await runScript(parse(onTerm), state, io);
  }
  for (let name = state.pending.shift(); name !== undefined; name = state.pending.shift()) {
    const action = state.traps.get(name);
    if (action !== undefined) await runScript(parse(action), state, io);
  }
}

/** Runs the trap for the shell's own end. */
export async function runExitTrap(
  state: ShellState,
  io: Io,
  runScript: RunScript,
): Promise<number | undefined> {
  const action = state.traps.get('EXIT');
  if (action === undefined) return undefined;
  state.traps.delete('EXIT');
  try {
    await runScript(parse(action), state, io);
    return undefined;
  } catch (error) {
    if (error instanceof Leave) return error.value;
    throw error;
  }
}
