import { badRequest } from '../errors.ts';

/** One field of a protobuf message as it is on the wire. */
export interface WireField {
  number: number;
  /** A bigint for numbers, bytes for everything that has a length. */
  value: bigint | Buffer;
}

/** The fields of a protobuf message, in their order. @throws ApiError 400 for what is no message */
export function* wireFields(bytes: Buffer): Generator<WireField> {
  let at = 0;

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) throw truncated();
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw truncated();
  }

  function take(length: number): Buffer {
    if (at + length > bytes.length) throw truncated();
    at += length;
    return bytes.subarray(at - length, at);
  }

  while (at < bytes.length) {
    const tag = varint();
    const [number, type] = [Number(tag >> 3n), Number(tag & 7n)];
    if (type === 0) yield { number, value: varint() };
    else if (type === 1) yield { number, value: take(8) };
    else if (type === 2) yield { number, value: take(Number(varint())) };
    else if (type === 5) yield { number, value: take(4) };
    else throw truncated();
  }
}

function truncated() {
  return badRequest('error decoding protobuf: the message is truncated or malformed');
}
