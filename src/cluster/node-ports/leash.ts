import { type ChildProcess, spawn } from 'node:child_process';
import type { Command } from './forward.ts';

/** Runs its arguments until they end by themselves, are told to, or nobody holds the other end of standard input. */
const script = `
exec 3<&0
"$@" <&- 3<&- & command=$!
trap 'kill $command' TERM
{ read -r _ <&3; kill $command; } 2>&- & leash=$!
exec 3<&-
wait $command
kill $leash 2>&-
`;

/** A command that this program does not outlive, nor it this program, which may be killed without a chance to tell it. */
export function onLeash(command: Command, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn('sh', ['-c', script, 'sh', ...command], { env, stdio: ['pipe', 'ignore', 'ignore'] });
}
