import { readFile } from 'node:fs/promises';
import { errorAt, type Finding } from './finding.ts';
import { createSource, type Source } from './source.ts';

export interface ReadSource {
  readonly source: Source;
  /** The bytes, for the lesson's hash. */
  readonly bytes: Uint8Array;
  /** That it is not UTF-8, if it is not. */
  readonly findings: readonly Finding[];
}

/** Reads a text file of a lesson; undefined if there is none. Wrong bytes are a finding, and reading goes on. */
export async function readSource(path: string): Promise<ReadSource | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const source = createSource(path, '');
    const reason = code === 'EISDIR' ? 'this is a directory, not a file' : `cannot be read: ${code}`;
    return { source, bytes: new Uint8Array(), findings: [errorAt(source, 0, 'file-unreadable', reason)] };
  }
  return { bytes, ...decode(path, bytes) };
}

function decode(path: string, bytes: Uint8Array): { source: Source; findings: Finding[] } {
  const wide = utf16(bytes);
  if (wide) {
    const source = createSource(path, new TextDecoder(wide).decode(bytes));
    const finding = errorAt(source, 0, 'encoding', `this file is ${wide.toUpperCase()}, not UTF-8`, saveIt);
    return { source, findings: [finding] };
  }
  const source = createSource(path, new TextDecoder().decode(bytes));
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { source, findings: [] };
  } catch {
    // Where decoding had to put a replacement character is where the first wrong byte is.
    const wrong = source.text.indexOf('\ufffd');
    return { source, findings: [errorAt(source, wrong, 'encoding', 'this byte is not UTF-8', saveIt)] };
  }
}

const saveIt = 'save the file as UTF-8';

function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
