import { parse } from './parser.ts';
import type { Io, ShellState } from './state.ts';
import { Leave } from './state.ts';
import type { Script } from './syntax.ts';

type RunScript = (script: Script, state: ShellState, io: Io) => Promise<number>;

/** Runs the trap for SIGTERM, if one is set and the signal has come. Between two commands, as a shell does. */
export async function runTraps(state: ShellState, io: Io, runScript: RunScript): Promise<void> {
  const { terminated } = state.process;
  const action = state.traps.get('TERM');
  if (!terminated.aborted || action === undefined) return;
  state.traps.delete('TERM');
  await runScript(parse(action), state, io);
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
