import { closeSync, fstatSync, openSync, readSync, watch } from 'node:fs';
import {
  type Applet,
  type AppletCall,
  allBytes,
  allLines,
  inputs,
  modern,
  options,
  quantity,
} from './applet.ts';

export const tail: Applet = async (call) => {
  const { flags, rest } = options(modern(call.args), 'n:c:fFqvs:');
  const given = flags.c ?? flags.n ?? '10';
  const count = quantity(given.replace(/^[-+]/, ''));
  if (count === undefined) return call.complain(`invalid number '${given}'`);
  const isFollowing = flags.f !== undefined || flags.F !== undefined;
  const opened = inputs(call, rest);
  if (opened.length === 0 && rest.length > 0) return call.complain('no files');
  const isTitled = (rest.length > 1 && flags.q === undefined) || flags.v !== undefined;
  for (const [index, { file }] of opened.entries()) {
    if (isTitled) call.print(`${index > 0 ? '\n' : ''}==> ${file} <==\n`);
    // What nobody wants to see need not be read.
    if (count === 0 && !given.startsWith('+')) continue;
    if (flags.c !== undefined) {
      const bytes = await allBytes(opened[index]?.stream);
      call.process.stdout(given.startsWith('+') ? bytes.subarray(count - 1) : bytes.subarray(-count));
      continue;
    }
    const all = await allLines(call, [file]);
    const shown = given.startsWith('+') ? all.slice(Math.max(count - 1, 0)) : all.slice(-count);
    if (shown.length > 0) call.print(`${shown.join('\n')}\n`);
  }
  if (isFollowing) {
    const files = rest.filter((file) => file !== '/dev/null' && file !== '-');
    await (files.length === 0 ? untilAborted(call) : Promise.all(files.map((file) => follow(call, file))));
  }
  return undefined;
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
    const { size } = fstatSync(open);
    // It was emptied: what comes now is new.
    if (size < position) position = 0;
    const bytes = Buffer.alloc(size - position);
    position += readSync(open, bytes, 0, bytes.length, position);
    if (bytes.length > 0) call.process.stdout(bytes);
  });
  await untilAborted(call);
  watcher.close();
  closeSync(open);
}
