// What is looked for here are the control characters themselves.
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: see above

/** Every control character but tab, line end, carriage return and backspace. */
const control = /[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
/** Ends a control string: BEL, CAN, SUB, ESC, ST; and a line end, so that a stray start cannot swallow all that follows. */
const stringEnd = /[\x07\x18\x1a\x1b\x9c\n]/g;
/** A control sequence after its introducer: parameters, intermediates, final character. */
const sequence = /([0-?]*)([ -/]*)([@-~])?/y;
/** Longer than any real sequence: not worth waiting for its end. */
const longest = 256;

/**
 * Strips control sequences from what programs print: cursor movement, titles, clipboard, links, bells. Colours and
 * text attributes (SGR) stay; so do tab, `\n`, `\r` and `\b`, which only touch the line that they are on. Takes a stream
 * piece by piece: a sequence may be split anywhere. Remembers at most a few hundred characters.
 */
export class Sanitizer {
  /** The beginning of a sequence whose end has not come yet. */
  #rest = '';
  #inString = false;

  write(piece: string): string {
    const text = this.#rest + piece;
    this.#rest = '';
    let clean = '';
    let at = 0;
    while (at < text.length) {
      if (this.#inString) {
        at = this.#skipString(text, at);
        continue;
      }
      const next = find(control, text, at);
      clean += text.slice(at, next);
      if (next === text.length) break;
      const { kept, end } = this.#readControl(text, next);
      clean += kept;
      at = end;
    }
    return clean;
  }

  #skipString(text: string, from: number): number {
    const at = find(stringEnd, text, from);
    if (at === text.length) return at;
    if (text[at] === '\x1b' && at + 1 === text.length) {
      this.#rest = '\x1b';
      return text.length;
    }
    this.#inString = false;
    if (text[at] === '\n') return at;
    if (text[at] === '\x1b') return text[at + 1] === '\\' ? at + 2 : at;
    return at + 1;
  }

  #readControl(text: string, at: number): { kept: string; end: number } {
    const char = text[at] ?? '';
    if (char === '\x9b') return this.#readSequence(text, at, at + 1);
    if ('\x90\x98\x9d\x9e\x9f'.includes(char)) return this.#enterString(at + 1);
    if (char !== '\x1b') return { kept: '', end: at + 1 };
    const next = text[at + 1];
    if (next === undefined) return this.#wait(text, at);
    if (next === '[') return this.#readSequence(text, at, at + 2);
    if (']P^_X'.includes(next)) return this.#enterString(at + 2);
    const end = /^[ -/]*/.exec(text.slice(at + 1, at + longest))?.[0].length ?? 0;
    const final = text[at + 1 + end];
    if (final === undefined) return this.#wait(text, at);
    return { kept: '', end: at + 1 + end + (/[0-~]/.test(final) ? 1 : 0) };
  }

  #readSequence(text: string, at: number, start: number): { kept: string; end: number } {
    sequence.lastIndex = start;
    const [all = '', parameters = '', intermediates = '', final] = sequence.exec(text) ?? [];
    const end = start + all.length;
    if (final === undefined && end === text.length) return this.#wait(text, at);
    const isColour = final === 'm' && intermediates === '' && /^[\d;:]*$/.test(parameters);
    return { kept: isColour ? `\x1b[${parameters}m` : '', end };
  }

  #enterString(end: number): { kept: string; end: number } {
    this.#inString = true;
    return { kept: '', end };
  }

  #wait(text: string, at: number): { kept: string; end: number } {
    if (text.length - at <= longest) this.#rest = text.slice(at);
    return { kept: '', end: text.length };
  }
}

/** The index of the first match from `at` on, or the text's length. */
function find(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}
