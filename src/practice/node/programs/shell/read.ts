import type { Readable } from 'node:stream';
import type { Builtin } from './builtins.ts';
import { readLine } from './lines.ts';
import { ShellError, setVariable } from './state.ts';

interface ReadOptions {
  isRaw: boolean;
  prompt: string;
  /** Characters at most. */
  most: number;
  /** In milliseconds. */
  patience: number | undefined;
  names: string[];
}

/** `read [-r] [-p PROMPT] [-n COUNT] [-t SECONDS] NAME…`: one line, split at $IFS. */
export const read: Builtin = async ({ args, state, io }) => {
  const { isRaw, prompt, most, patience, names } = optionsOf(args);
  if (prompt !== '' && state.process.tty) io.stderr(prompt);
  const end = new AbortController();
  const timer = patience === undefined ? undefined : state.process.clock.after(patience, () => end.abort());
  const signal = AbortSignal.any([state.signal, end.signal]);
  let text = '';
  let isWhole = false;
  try {
    for (;;) {
      const line = io.stdin && (await readLine(io.stdin, signal));
      if (line === undefined) break;
      isWhole = line.endsWith('\n');
      text += line.replace(/\n$/, '');
      if (text.length >= most) {
        giveBack(io.stdin, text.slice(most) + (isWhole ? '\n' : ''));
        text = text.slice(0, most);
        isWhole = true;
        break;
      }
      // A line that ends in a backslash goes on in the next.
      if (isRaw || !/(^|[^\\])(\\\\)*\\$/.test(text)) break;
      text = text.slice(0, -1);
    }
  } finally {
    timer?.cancel();
  }
  const given = isRaw ? text : text.replace(/\\(.)/g, '$1');
  const values = split(given, state.variables.get('IFS') ?? ' \t\n', names.length);
  for (const [index, name] of names.entries()) setVariable(state, name, values[index] ?? '');
  return isWhole ? 0 : 1;
};

function giveBack(stream: Readable | undefined, rest: string): void {
  if (rest !== '') stream?.unshift(Buffer.from(rest));
}

/** Into `count` fields; the last takes all that is left. */
function split(text: string, separators: string, count: number): string[] {
  const blanks = [...separators].filter((one) => /\s/.test(one)).join('');
  const others = [...separators].filter((one) => !/\s/.test(one)).join('');
  const set = (characters: string) => `[${characters.replace(/[\]\\^-]/g, '\\$&')}]`;
  if (separators === '') return [text];
  const blank = blanks === '' ? '' : `${set(blanks)}*`;
  let rest =
    blank === '' ? text : text.replace(new RegExp(`^${blank}`), '').replace(new RegExp(`${blank}$`), '');
  const separator = new RegExp(
    others === ''
      ? `${set(blanks)}+`
      : `${blank}${set(others)}${blank}${blanks === '' ? '' : `|${set(blanks)}+`}`,
  );
  const values: string[] = [];
  while (values.length < count - 1) {
    const found = separator.exec(rest);
    if (!found) break;
    values.push(rest.slice(0, found.index));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...values, rest];
}

function optionsOf(args: readonly string[]): ReadOptions {
  const options: ReadOptions = {
    isRaw: false,
    prompt: '',
    most: Number.POSITIVE_INFINITY,
    patience: undefined,
    names: [],
  };
  const left = [...args];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (!/^-./.test(word)) {
      options.names = [word, ...left];
      break;
    }
    for (const [index, letter] of [...word].entries()) {
      if (index === 0 || letter === 's') continue;
      if (letter === 'r') {
        options.isRaw = true;
        continue;
      }
      const value = word.slice(index + 1) || (left.shift() ?? '');
      if (letter === 'p') options.prompt = value;
      else if (letter === 'n') options.most = Number(value);
      else if (letter === 't') options.patience = Number(value) * 1000;
      else throw new ShellError(`read: Illegal option -${letter}`, 2);
      break;
    }
  }
  if (options.names.length === 0) options.names = ['REPLY'];
  return options;
}
