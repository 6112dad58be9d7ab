/** Frames of SPDY/3.1, as far as Kubernetes uses them. */
export const frameTypes = { synStream: 1, synReply: 2, reset: 3, ping: 6, goAway: 7, headers: 8 } as const;

export interface DataFrame {
  kind: 'data';
  stream: number;
  last: boolean;
  data: Buffer;
}

export interface ControlFrame {
  kind: 'control';
  /** One of `frameTypes`, or one that is to be ignored. */
  type: number;
  flags: number;
  payload: Buffer;
}

export type Frame = DataFrame | ControlFrame;

export const resetReasons = { protocolError: 1, refusedStream: 3, cancel: 5 } as const;

const version = 3;
const headLength = 8;
const lastFlag = 1;
/** kubectl's frames of data have at most 32 KiB, those of control a few bytes. */
const longestFrame = 1024 * 1024;

/** Takes bytes as they come. @throws Error for what is not SPDY/3 */
export function createFrameParser(): (chunk: Buffer) => Generator<Frame> {
  let waiting: Buffer[] = [];
  let size = 0;
  let wanted = headLength;
  return function* parse(chunk) {
    waiting.push(chunk);
    size += chunk.length;
    while (size >= wanted) {
      const bytes: Buffer = waiting.length === 1 ? (waiting[0] as Buffer) : Buffer.concat(waiting);
      waiting = [bytes];
      const length = bytes.readUIntBE(5, 3);
      if (length > longestFrame) throw new Error(`a frame of ${length} bytes is too long`);
      wanted = headLength + length;
      if (size < wanted) return;
      waiting = [bytes.subarray(wanted)];
      size -= wanted;
      yield frameOf(bytes.subarray(0, wanted));
      wanted = headLength;
    }
  };
}

function frameOf(bytes: Buffer): Frame {
  const first = bytes.readUInt32BE(0);
  const flags = bytes[4] ?? 0;
  const rest = bytes.subarray(headLength);
  if (first < 0x80000000) return { kind: 'data', stream: first, last: (flags & lastFlag) !== 0, data: rest };
  if (((first >>> 16) & 0x7fff) !== version) throw new Error('this is not SPDY/3');
  return { kind: 'control', type: first & 0xffff, flags, payload: rest };
}

export function isLast({ flags }: ControlFrame): boolean {
  return (flags & lastFlag) !== 0;
}

/** The number that a control frame begins with: that of its stream, or of the ping. */
export function numberOf({ payload }: ControlFrame): number {
  return payload.readUInt32BE(0) & 0x7fffffff;
}

export function dataFrame(stream: number, data: Uint8Array, last: boolean): Buffer {
  return Buffer.concat([head(stream, last ? lastFlag : 0, data.length), data]);
}

export function controlFrame(type: number, numbers: readonly number[], rest?: Buffer): Buffer {
  const payload = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) payload.writeUInt32BE(number, index * 4);
  const first = (0x8000 + version) * 0x10000 + type;
  const all = rest ? Buffer.concat([payload, rest]) : payload;
  return Buffer.concat([head(first, 0, all.length), all]);
}

function head(first: number, flags: number, length: number): Buffer {
  const bytes = Buffer.alloc(headLength);
  bytes.writeUInt32BE(first);
  bytes.writeUInt8(flags, 4);
  bytes.writeUIntBE(length, 5, 3);
  return bytes;
}
