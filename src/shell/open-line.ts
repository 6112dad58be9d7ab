// Escapes are what is looked for here.
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: see above

/** The line that is being written: what comes after `\r` replaces it, what comes after `\b` replaces its end. */
export class OpenLine {
  readonly #limit: number;
  #text = '';
  /** Characters of it, colours left out. */
  #length = 0;
  #cut = false;
  /** A part of it was dropped, so `#text` may hold on to a bigger piece of memory than its own. */
  #partial = false;
  /** What a return that nothing followed yet will begin the line with. */
  #restart: string | undefined;
  #backs = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  get text(): string {
    const text = this.#cut ? `${this.#text}…` : this.#text;
    // A slice of a string keeps the whole of it alive; a copy does not.
    return this.#partial ? Buffer.from(text).toString() : text;
  }

  append(text: string): void {
    if (text === '') return;
    if (this.#restart !== undefined) {
      this.reset(this.#restart);
      this.#partial = true;
    }
    for (; this.#backs > 0; this.#backs--) this.#removeLast();
    const room = this.#limit - this.#length;
    if (text.length <= room) {
      this.#text += text;
      this.#length += text.length;
      return;
    }
    this.#cut = true;
    this.#partial = true;
    // Not between the two halves of a character.
    const end = /[\ud800-\udbff]/.test(text[room - 1] ?? '') ? room - 1 : room;
    this.#text += text.slice(0, end);
    this.#length = this.#limit;
  }

  colour(sequence: string): void {
    if (this.#restart !== undefined) this.#restart += sequence;
    else if (!this.#cut && this.#text.length < 4 * this.#limit) this.#text += sequence;
  }

  return(start: string): void {
    this.#restart = start;
    this.#backs = 0;
  }

  back(): void {
    if (this.#backs < this.#length) this.#backs++;
  }

  reset(start: string): void {
    this.#text = start;
    this.#length = 0;
    this.#cut = false;
    this.#partial = false;
    this.#restart = undefined;
    this.#backs = 0;
  }

  #removeLast(): void {
    if (this.#text.endsWith('m') && /\x1b\[[\d;:]*m$/.test(this.#text.slice(-64))) return;
    const last = /[\ud800-\udbff][\udc00-\udfff]$/.test(this.#text.slice(-2)) ? 2 : 1;
    this.#text = this.#text.slice(0, -last);
    this.#length = Math.max(this.#length - last, 0);
    this.#cut = false;
  }
}
