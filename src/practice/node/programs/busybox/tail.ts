import { closeSync, fstatSync, openSync, readSync, watch } from 'node:fs';
import { type Applet, type AppletCall, allLines, options } from './applet.ts';

export const tail: Applet = async (call) => {
  const args = call.args.map((arg) => arg.replace(/^-(\d+)$/, '-n$1'));
  const { flags, rest } = options(args, 'n:c:fF');
  const wanted = flags.n ?? '10';
  const lines = await allLines(call, rest);
  const shown = wanted.startsWith('+')
    ? lines.slice(Number(wanted) - 1)
    : Number(wanted) === 0
      ? []
      : lines.slice(-Number(wanted));
  if (shown.length > 0) call.print(`${shown.join('\n')}\n`);
  const isFollowing = flags.f !== undefined || flags.F !== undefined;
  if (isFollowing)
    await (rest[0] === undefined || rest[0] === '/dev/null' ? untilAborted(call) : follow(call, rest[0]));
  return 0;
};

function untilAborted({ process: { signal } }: AppletCall): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function follow(call: AppletCall, file: string): Promise<void> {
  const place = call.host(file);
  const open = openSync(place, 'r');
  let position = fstatSync(open).size;
  const watcher = watch(place, () => {
    const bytes = Buffer.alloc(Math.max(fstatSync(open).size - position, 0));
    position += readSync(open, bytes, 0, bytes.length, position);
    if (bytes.length > 0) call.process.stdout(bytes);
  });
  await untilAborted(call);
  watcher.close();
  closeSync(open);
}
