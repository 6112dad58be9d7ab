/** Redis' protocol, version 2. Strings are kept as latin1: a character a byte, whatever the bytes are. */
export type Reply =
  | { kind: 'status'; text: string }
  | { kind: 'error'; text: string }
  | { kind: 'integer'; value: number | bigint }
  | { kind: 'bulk'; value: string | null }
  | { kind: 'array'; items: Reply[] | null };

export const ok: Reply = { kind: 'status', text: 'OK' };
export const nil: Reply = { kind: 'bulk', value: null };
export const status = (text: string): Reply => ({ kind: 'status', text });
export const failure = (text: string): Reply => ({ kind: 'error', text });
export const integer = (value: number | bigint): Reply => ({ kind: 'integer', value });
export const bulk = (value: string | null | undefined): Reply => ({ kind: 'bulk', value: value ?? null });
export const array = (items: Reply[] | null): Reply => ({ kind: 'array', items });
export const bulks = (values: Iterable<string | null | undefined>): Reply => array([...values].map(bulk));

export function encodeReply(reply: Reply): string {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'bulk':
      return reply.value === null ? '$-1\r\n' : `$${reply.value.length}\r\n${reply.value}\r\n`;
    case 'array':
      return reply.items === null
        ? '*-1\r\n'
        : `*${reply.items.length}\r\n${reply.items.map(encodeReply).join('')}`;
  }
}

export function encodeCommand(words: readonly string[]): string {
  return encodeReply(bulks(words));
}

/** What a client sends cannot be understood. */
export class ProtocolError extends Error {}

const longestInline = 64 * 1024;

/** Takes bytes as they come, and gives the commands that are complete, one by one. @throws ProtocolError */
export function createCommandReader(): (chunk: string) => Generator<string[]> {
  let rest = '';
  return function* (chunk) {
    rest += chunk;
    for (let read = readCommand(rest, 0); read; read = readCommand(rest, 0)) {
      rest = rest.slice(read.next);
      if (read.words.length > 0) yield read.words;
    }
  };
}

function readCommand(text: string, start: number): { words: string[]; next: number } | undefined {
  if (start >= text.length) return undefined;
  const line = lineAt(text, start);
  if (line === undefined) {
    if (text.length - start > longestInline) throw new ProtocolError('too big inline request');
    return undefined;
  }
  let next = line.next;
  if (text[start] !== '*') return { words: line.text.split(/\s+/).filter((word) => word !== ''), next };
  const count = Number(line.text.slice(1));
  if (!Number.isInteger(count) || count > 1_048_576) throw new ProtocolError('invalid multibulk length');
  const words: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const header = lineAt(text, next);
    if (!header) return undefined;
    if (!header.text.startsWith('$')) throw new ProtocolError(`expected '$', got '${header.text[0] ?? ' '}'`);
    const length = Number(header.text.slice(1));
    if (!Number.isInteger(length) || length < 0) throw new ProtocolError('invalid bulk length');
    if (text.length < header.next + length + 2) return undefined;
    words.push(text.slice(header.next, header.next + length));
    next = header.next + length + 2;
  }
  return { words, next };
}

function lineAt(text: string, start: number): { text: string; next: number } | undefined {
  const end = text.indexOf('\n', start);
  if (end < 0) return undefined;
  return { text: text.slice(start, end).replace(/\r$/, ''), next: end + 1 };
}

/** A reply at the beginning of what a server sent, and where it ends; undefined while it is not complete. */
export function readReply(text: string, start = 0): { reply: Reply; next: number } | undefined {
  const line = lineAt(text, start);
  if (!line) return undefined;
  const rest = line.text.slice(1);
  const { next } = line;
  switch (line.text[0]) {
    case '+':
      return { reply: status(rest), next };
    case '-':
      return { reply: failure(rest), next };
    case ':':
      return { reply: integer(BigInt(rest)), next };
    case '$': {
      const length = Number(rest);
      if (length < 0) return { reply: nil, next };
      if (text.length < next + length + 2) return undefined;
      return { reply: bulk(text.slice(next, next + length)), next: next + length + 2 };
    }
    default:
      return readArray(text, Number(rest), next);
  }
}

function readArray(text: string, count: number, start: number): { reply: Reply; next: number } | undefined {
  if (count < 0) return { reply: array(null), next: start };
  const items: Reply[] = [];
  let next = start;
  for (let index = 0; index < count; index += 1) {
    const item = readReply(text, next);
    if (!item) return undefined;
    items.push(item.reply);
    next = item.next;
  }
  return { reply: array(items), next };
}
