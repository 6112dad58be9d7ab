import { ShellSyntaxError } from './syntax.ts';

const operators = [
  '<<-',
  '&&',
  '||',
  ';;',
  '<<',
  '>>',
  '<&',
  '>&',
  '<>',
  '>|',
  '&',
  '|',
  ';',
  '<',
  '>',
  '(',
  ')',
];

/** Reads a script character by character. */
export class Scanner {
  readonly text: string;
  position: number;
  /** Here-documents whose text begins after the line that is being read. */
  readonly #pending: { delimiter: string; stripsTabs: boolean; take: (text: string) => void }[] = [];

  constructor(text: string) {
    this.text = text;
    this.position = 0;
  }

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text[this.position + offset] ?? '';
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  /** Blanks, comments and escaped ends of lines; not ends of lines. */
  skipBlanks(): void {
    for (;;) {
      if (this.peek() === ' ' || this.peek() === '\t' || this.peek() === '\r') this.position += 1;
      else if (this.startsWith('\\\n')) this.position += 2;
      else if (this.peek() === '#' && /^$|[\s;&|()]/.test(this.text[this.position - 1] ?? '')) {
        while (!this.isAtEnd && this.peek() !== '\n') this.position += 1;
      } else return;
    }
  }

  /** Blanks and ends of lines. */
  skipLines(): void {
    for (this.skipBlanks(); this.peek() === '\n'; this.skipBlanks()) this.endLine();
  }

  endLine(): void {
    this.position += 1;
    for (const { delimiter, stripsTabs, take } of this.#pending.splice(0))
      take(this.#hereText(delimiter, stripsTabs));
  }

  /** The operator here, without going past it. */
  operator(): string | undefined {
    return operators.find((operator) => this.startsWith(operator));
  }

  takeOperator(wanted: string): boolean {
    this.skipBlanks();
    if (this.operator() !== wanted) return false;
    this.position += wanted.length;
    return true;
  }

  expectHere(delimiter: string, stripsTabs: boolean, take: (text: string) => void): void {
    this.#pending.push({ delimiter, stripsTabs, take });
  }

  #hereText(delimiter: string, stripsTabs: boolean): string {
    let text = '';
    for (;;) {
      if (this.isAtEnd)
        throw new ShellSyntaxError(`unterminated here-document (wanted "${delimiter}")`, true);
      const end = this.text.indexOf('\n', this.position);
      const raw = this.text.slice(this.position, end < 0 ? undefined : end);
      this.position = end < 0 ? this.text.length : end + 1;
      const line = stripsTabs ? raw.replace(/^\t+/, '') : raw;
      if (line === delimiter) return text;
      text += `${line}\n`;
    }
  }

  /** The plain word here, if there is one: a reserved word or a name. */
  plainWord(): string {
    return /^[^\s;&|<>()$`"'\\]+/.exec(this.text.slice(this.position, this.position + 64))?.[0] ?? '';
  }

  /** @param expected what could have stood here */
  unexpected(expected?: string): ShellSyntaxError {
    const wanted = expected === undefined ? '' : ` (expecting "${expected}")`;
    if (this.isAtEnd) return new ShellSyntaxError(`syntax error: unexpected end of file${wanted}`, true);
    const what =
      this.peek() === '\n' ? 'newline' : `"${this.operator() ?? (this.plainWord() || this.peek())}"`;
    return new ShellSyntaxError(`syntax error: unexpected ${what}${wanted}`);
  }
}
