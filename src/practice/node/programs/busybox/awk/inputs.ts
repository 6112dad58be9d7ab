import { PassThrough, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type AppletCall, inputs } from '../applet.ts';
import { regExp } from './record.ts';

/** Reads records from one stream. */
interface Reader {
  /** Undefined at the end. */
  next(separator: string): Promise<string | undefined>;
  close(): void;
}

export type Found = { kind: 'record'; record: string } | { kind: 'missing' };

/** What a program reads: its own input, and what `getline` asks for by name. */
export interface Inputs {
  /** Undefined at the end. */
  read(from: 'file' | 'command', name: string, separator: string): Promise<Found | undefined>;
  /** True where there was one to close. */
  close(name: string): boolean;
}

export function createReader(stream: Readable): Reader {
  const chunks = stream[Symbol.asyncIterator]();
  const decoder = new StringDecoder('utf8');
  let buffer = '';
  let hasEnded = false;
  return {
    async next(separator) {
      for (;;) {
        if (separator === '') buffer = buffer.replace(/^\n+/, '');
        const end = endOf(buffer, separator, hasEnded);
        if (end) {
          const record = buffer.slice(0, end.at);
          buffer = buffer.slice(end.at + end.length);
          return record;
        }
        if (hasEnded) {
          const rest = separator === '' ? buffer.replace(/\n+$/, '') : buffer;
          buffer = '';
          return rest === '' ? undefined : rest;
        }
        const { value, done } = await chunks.next();
        hasEnded = done === true;
        buffer += hasEnded ? decoder.end() : decoder.write(value as Buffer);
      }
    },
    close: () => void stream.destroy(),
  };
}

/** Where the first record ends; undefined while that is not sure. */
function endOf(
  text: string,
  separator: string,
  hasEnded: boolean,
): { at: number; length: number } | undefined {
  if (separator.length === 1) {
    const at = text.indexOf(separator);
    return at < 0 ? undefined : { at, length: 1 };
  }
  const match = (separator === '' ? /\n\n+/ : regExp(separator)).exec(text);
  if (!match || match[0] === '') return undefined;
  // More of what separates may follow.
  if (match.index + match[0].length === text.length && !hasEnded) return undefined;
  return { at: match.index, length: match[0].length };
}

export function createInputs(call: AppletCall): Inputs {
  const open = new Map<string, Reader>();
  return {
    async read(from, name, separator) {
      let reader = open.get(name);
      if (!reader) {
        const stream = from === 'file' ? openFile(call, name) : await outputOf(call, name);
        if (!stream) return { kind: 'missing' };
        reader = createReader(stream);
        open.set(name, reader);
      }
      const record = await reader.next(separator);
      return record === undefined ? undefined : { kind: 'record', record };
    },
    close(name) {
      open.get(name)?.close();
      return open.delete(name);
    },
  };
}

function openFile(call: AppletCall, name: string): Readable | undefined {
  return inputs({ ...call, complain: () => 1 }, [name])[0]?.stream;
}

async function outputOf({ process }: AppletCall, command: string): Promise<Readable> {
  const output = new PassThrough();
  await process.spawn(['sh', '-c', command], { stdin: undefined, stdout: (data) => void output.write(data) });
  return output.end();
}
