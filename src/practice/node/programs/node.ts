import { text } from 'node:stream/consumers';
import type { ContainerProcess, ContainerProgram } from './program.ts';
import { runAlone } from './threads/alone.ts';
import { runShared } from './threads/shared.ts';
import { parseNodeCommand } from './worker/command-line.ts';

/** `node FILE`: runs a program of the image in a thread, inside the container's files and network. */
export const node: ContainerProgram = async (process) => {
  const command = parseNodeCommand(process.argv.slice(1));
  if (command.version) {
    process.stdout(`v${process.env.NODE_VERSION ?? globalThis.process.versions.node}\n`);
    return 0;
  }
  if (command.script === undefined && command.code === undefined) {
    if (process.tty) {
      process.stderr(
        "The practice cluster's node has no prompt of its own: give it a file, or node -e 'CODE'\n",
      );
      return 1;
    }
    const code = process.stdin ? await text(process.stdin) : '';
    return code.trim() === ''
      ? 0
      : run({ ...process, stdin: undefined, argv: ['node', '-e', code, ...command.args] });
  }
  return run(process);
};

async function run(process: ContainerProcess): Promise<number> {
  const end = await runShared(process);
  return end === 'alone' ? runAlone(process) : end;
}
