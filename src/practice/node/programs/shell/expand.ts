import { evaluate } from './arithmetic.ts';
import { glob, hasPattern, type PatternPiece, patternSource } from './patterns.ts';
import { copyState, type Io, ShellError, type ShellState } from './state.ts';
import type { Part, Script, Word } from './syntax.ts';

/** Runs the script of a `$(…)` in a copy of the shell, and gives what it printed. */
export type Substitute = (script: Script, state: ShellState, io: Io) => Promise<string>;

export interface Expander {
  state: ShellState;
  io: Io;
  substitute: Substitute;
}

/** A word as the fields that a command gets: split at blanks, with patterns replaced by what they match. */
export async function expandFields(expander: Expander, words: readonly Word[]): Promise<string[]> {
  const result: string[] = [];
  for (const word of words) {
    for (const field of await fieldsOf(expander, word)) {
      const text = field.map((piece) => piece.text).join('');
      const found = mayGlob(expander, field)
        ? glob(field, expander.state.process.paths, expander.state.cwd)
        : [];
      result.push(...(found.length > 0 ? found : [text]));
    }
  }
  return result;
}

function mayGlob({ state }: Expander, field: PatternPiece[]): boolean {
  return !state.options.noglob && hasPattern(field);
}

/** A word as one text: of an assignment, a redirection, a here-document. */
export async function expandText(expander: Expander, word: Word): Promise<string> {
  return (await expandPattern(expander, word)).map((piece) => piece.text).join('');
}

/** A word as a pattern, in which what was quoted is meant literally. */
export async function expandPattern(expander: Expander, word: Word): Promise<PatternPiece[]> {
  const pieces: PatternPiece[] = [];
  for (const [index, part] of word.entries()) {
    const text = (await valuesOf(expander, part, index === 0)).join(' ');
    pieces.push({ text, quoted: part.quoted });
  }
  return pieces;
}

async function fieldsOf(expander: Expander, word: Word): Promise<PatternPiece[][]> {
  const separators = expander.state.variables.get('IFS') ?? ' \t\n';
  const fields: PatternPiece[][] = [];
  let current: PatternPiece[] | undefined;
  const add = (text: string, quoted: boolean) => {
    current ??= [];
    current.push({ text, quoted });
  };
  const finish = () => {
    if (current) fields.push(current);
    current = undefined;
  };
  for (const [index, part] of word.entries()) {
    const values = await valuesOf(expander, part, index === 0);
    for (const [position, value] of values.entries()) {
      if (position > 0) finish();
      if (part.quoted || part.kind === 'text' || separators === '') {
        if (value !== '' || part.quoted) add(value, part.quoted);
        continue;
      }
      const pieces = splitAt(value, separators);
      for (const [place, piece] of pieces.entries()) {
        if (place > 0) finish();
        if (piece !== '') add(piece, false);
      }
    }
  }
  finish();
  return fields;
}

function splitAt(value: string, separators: string): string[] {
  const pieces = [''];
  for (const character of value) {
    if (separators.includes(character)) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces;
}

/** Several for `$@`, one for everything else. */
async function valuesOf(expander: Expander, part: Part, isFirst: boolean): Promise<string[]> {
  const { state, io, substitute } = expander;
  if (part.kind === 'text') return [isFirst && !part.quoted ? expandTilde(part.text, state) : part.text];
  if (part.kind === 'command') {
    return [(await substitute(part.script, copyState(state), io)).replace(/\n+$/, '')];
  }
  if (part.kind === 'arithmetic') {
    const expression = await expandText(expander, part.expression);
    return [String(evaluate(expression, state.variables))];
  }
  return expandParameter(expander, part);
}

function expandTilde(text: string, { variables }: ShellState): string {
  const home = variables.get('HOME');
  if (/^~root(\/|$)/.test(text)) return `/root${text.slice('~root'.length)}`;
  return home !== undefined && /^~(\/|$)/.test(text) ? home + text.slice(1) : text;
}

async function expandParameter(
  expander: Expander,
  { name, operator, argument, replacement, quoted }: Extract<Part, { kind: 'parameter' }>,
): Promise<string[]> {
  const { state } = expander;
  if (operator === '' && (name === '@' || name === '*')) {
    const all = state.positional;
    return name === '*' && quoted ? [all.join(state.variables.get('IFS')?.[0] ?? ' ')] : all;
  }
  const value = parameterValue(state, name);
  const text = () => expandText(expander, argument ?? []);
  const isMissing = value === undefined || (operator.startsWith(':') && value === '');
  switch (operator.replace(':', '')) {
    case 'length':
      return [String(name === '@' || name === '*' ? state.positional.length : (value ?? '').length)];
    case '-':
      return [isMissing ? await text() : value];
    case '=': {
      if (!isMissing) return [value];
      const assigned = await text();
      state.variables.set(name, assigned);
      return [assigned];
    }
    case '+':
      return [isMissing ? '' : await text()];
    case '?': {
      if (!isMissing) return [value];
      throw new ShellError(`${name}: ${(await text()) || 'parameter not set'}`, 2, true);
    }
    case '#':
    case '##':
    case '%':
    case '%%':
      return [strip(value ?? '', operator, await expandPattern(expander, argument ?? []))];
    case '/':
    case '//': {
      const pattern = patternSource(await expandPattern(expander, argument ?? []), '[^]');
      if (pattern === '') return [value ?? ''];
      const by = await expandText(expander, replacement ?? []);
      return [(value ?? '').replace(new RegExp(pattern, operator === '//' ? 'g' : ''), () => by)];
    }
    case 'substring': {
      const [offset = '0', length] = (await text()).split(':');
      const from = Number(evaluate(offset, state.variables));
      const rest = (value ?? '').slice(from);
      return [length === undefined ? rest : rest.slice(0, Number(evaluate(length, state.variables)))];
    }
    default:
      if (value === undefined && state.options.nounset)
        throw new ShellError(`${name}: parameter not set`, 2, true);
      return [value ?? ''];
  }
}

function strip(value: string, operator: string, pattern: readonly PatternPiece[]): string {
  const source = patternSource(pattern, '[^]');
  const isLongest = operator.length === 2;
  const whole = new RegExp(`^(?:${source})$`);
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length);
  for (const length of isLongest ? lengths.reverse() : lengths) {
    const fromStart = operator.startsWith('#');
    const piece = fromStart ? value.slice(0, length) : value.slice(value.length - length);
    if (whole.test(piece)) return fromStart ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function parameterValue(state: ShellState, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(state.lastStatus);
    case '#':
      return String(state.positional.length);
    case '$':
      return String(state.process.pid);
    case '!':
      return state.lastJob === 0 ? '' : String(state.lastJob);
    case '-':
      return state.options.errexit ? 'e' : '';
    case '@':
    case '*':
      return state.positional.length === 0 ? undefined : state.positional.join(' ');
    case '0':
      return state.name;
  }
  if (name === 'RANDOM') return String(Math.floor(Math.random() * 32_768));
  if (name === 'SECONDS') return String(Math.floor((state.process.clock.now() - state.began) / 1000));
  return /^\d+$/.test(name) ? state.positional[Number(name) - 1] : state.variables.get(name);
}
