import type { Query } from '../api/client.ts';
import { type RemoteProcess, remoteCommand } from '../api/streams.ts';
import { KubectlError } from '../errors.ts';
import type { Session } from '../session.ts';

export interface Interaction {
  stdin: boolean;
  tty: boolean;
  quiet?: boolean;
}

/** Whether a terminal is really to be used; says so on stderr when it was asked for and there is none. */
export function terminalWanted(session: Session, { stdin, tty, quiet }: Interaction): boolean {
  if (!tty) return false;
  if (stdin && session.streams.stdin.isTTY) return true;
  if (stdin && !quiet)
    session.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return false;
}

/** Connects this process's streams to `exec` or `attach`; resolves to the exit code. */
export async function interact(
  session: Session,
  path: string,
  query: Query,
  { stdin, tty }: Interaction,
): Promise<number> {
  const input = session.streams.stdin;
  const raw = tty && input.isTTY;
  const io: RemoteProcess = {
    stdin: stdin ? input : undefined,
    stdout: (data) => session.out(raw ? withoutReturns(data) : data),
    stderr: (data) => session.err(Buffer.from(data).toString('utf8')),
    ...(tty ? { terminal: terminalOf(process.stdout) } : {}),
  };
  if (raw) input.setRawMode(true);
  try {
    return await remoteCommand(
      session.client,
      path,
      { ...query, stdin, stdout: true, stderr: !tty, tty },
      io,
    );
  } finally {
    if (raw) input.setRawMode(false);
    if (stdin) input.unref?.();
  }
}

/** Node.js leaves the terminal adding a return to every newline, also in raw mode. */
const withoutReturns = (data: Uint8Array): Buffer =>
  Buffer.from(Buffer.from(data).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

function terminalOf(output: NodeJS.WriteStream): NonNullable<RemoteProcess['terminal']> {
  return {
    size: () => ({ columns: output.columns ?? 80, rows: output.rows ?? 24 }),
    onResize(listener) {
      output.on('resize', listener);
      return () => output.off('resize', listener);
    },
  };
}

/** How kubectl ends when the program inside did not end well. */
export function throwExit(code: number): void {
  if (code !== 0) throw new KubectlError(`command terminated with exit code ${code}`, code);
}
