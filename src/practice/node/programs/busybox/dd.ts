import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { type Applet, allBytes, changing, quantity, reason } from './applet.ts';

/** A container's disk is this machine's: no copy fills it. */
const largestCopy = 2 ** 30;

/** `dd if=FILE of=FILE bs=SIZE count=BLOCKS skip=BLOCKS seek=BLOCKS` */
export const dd: Applet = async (call) => {
  const given = new Map(call.args.map((arg) => [arg.split('=')[0] ?? '', arg.slice(arg.indexOf('=') + 1)]));
  const unknown = [...given.keys()].find(
    (name) => !/^(if|of|bs|ibs|obs|count|skip|seek|conv|status|iflag|oflag)$/.test(name),
  );
  if (unknown !== undefined) return call.complain(`invalid argument '${unknown}'`);
  const size = quantity(given.get('bs') ?? '512') ?? 512;
  const count = Number(given.get('count') ?? Number.POSITIVE_INFINITY);
  const skip = Number(given.get('skip') ?? 0) * size;
  const file = given.get('if');
  const target = given.get('of');
  let from: number | undefined;
  let to: number | undefined;
  try {
    if (file !== undefined) from = openSync(call.host(file), 'r');
  } catch (error) {
    return call.complain(`can't open '${file}': ${reason(error)}`);
  }
  try {
    if (target !== undefined)
      to = openSync(changing(call, target), given.get('conv')?.includes('notrunc') ? 'r+' : 'w');
  } catch (error) {
    return call.complain(`can't open '${target}': ${reason(error)}`);
  }
  const input = from === undefined ? await allBytes(call.process.stdin) : undefined;
  const began = performance.now();
  let at = skip;
  const blocks = [0, 0];
  let total = 0;
  let position = Number(given.get('seek') ?? 0) * size;
  try {
    for (let block = 0; block < count && !call.process.signal.aborted; block += 1) {
      let bytes = Buffer.alloc(size);
      if (input) bytes = Buffer.from(input.subarray(at, at + size));
      else {
        // Devices have no positions.
        const length = readSync(from as number, bytes, 0, size, file?.startsWith('/dev/') ? null : at);
        bytes = bytes.subarray(0, length);
      }
      if (bytes.length === 0) break;
      if (to !== undefined && total + bytes.length > largestCopy)
        throw Object.assign(new Error(), { code: 'ENOSPC' });
      at += bytes.length;
      total += bytes.length;
      blocks[bytes.length === size ? 0 : 1] = (blocks[bytes.length === size ? 0 : 1] ?? 0) + 1;
      if (to === undefined) call.process.stdout(bytes);
      else if (!target?.startsWith('/dev/')) position += writeSync(to, bytes, 0, bytes.length, position);
      // A copy without an end must not keep the cluster from running.
      if (block % 16 === 15) await turn();
      if (to === undefined) await call.process.stdout.full?.();
    }
    if (to !== undefined && count === 0) ftruncateSync(to, position);
  } catch (error) {
    return call.complain(`error writing '${target}': ${reason(error)}`);
  } finally {
    for (const open of [from, to]) if (open !== undefined) closeSync(open);
  }
  if (given.get('status') === 'none') return 0;
  const records = `${blocks[0]}+${blocks[1]} records`;
  const seconds = (performance.now() - began) / 1000;
  const lastly = `${total} bytes (${(total / 2 ** 10).toFixed(1)}KB) copied, ${seconds.toFixed(6)} seconds, ${(total / seconds / 2 ** 20).toFixed(1)}MB/s`;
  call.process.stderr(
    `${records} in\n${records} out\n${given.get('status') === 'noxfer' ? '' : `${lastly}\n`}`,
  );
  return 0;
};
