import { Complaint } from '../applet.ts';
import { toRegExp } from '../regular-expression.ts';
import { fromInput, type Value } from './values.ts';

const compiled = new Map<string, RegExp>();
const mostCompiled = 500;

/** @throws Complaint */
export function regExp(source: string): RegExp {
  let found = compiled.get(source);
  if (!found) {
    if (compiled.size > mostCompiled) compiled.clear();
    try {
      found = new RegExp(toRegExp(source, true));
    } catch {
      throw new Complaint(`bad regex '${source}'`);
    }
    compiled.set(source, found);
  }
  return found;
}

/** Where FS, or what `split` is given, says that fields end. */
export function splitFields(text: string, separator: string): string[] {
  if (separator === ' ') return text.split(/[ \t\n]+/).filter((field) => field !== '');
  if (text === '') return [];
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\') return text.split(separator);
  return text.split(new RegExp(regExp(separator).source.replaceAll(/(?<!\\)\((?!\?)/g, '(?:')));
}

/** The current record, which is split when a field is asked for. */
export class Fields {
  #text = '';
  #fields: Value[] | undefined;
  readonly #separator: () => string;
  readonly #joiner: () => string;

  constructor(separator: () => string, joiner: () => string) {
    this.#separator = separator;
    this.#joiner = joiner;
  }

  set(text: string): void {
    this.#text = text;
    this.#fields = undefined;
  }

  get count(): number {
    return this.#all().length;
  }

  resize(count: number): void {
    const fields = this.#all();
    while (fields.length < count) fields.push('');
    fields.length = count;
    this.#rebuild();
  }

  get(index: number): Value {
    return index === 0 ? fromInput(this.#text) : this.#all()[index - 1];
  }

  put(index: number, text: string, value: Value): void {
    if (index === 0) {
      this.set(text);
      return;
    }
    const fields = this.#all();
    while (fields.length < index - 1) fields.push('');
    fields[index - 1] = typeof value === 'object' ? value : text;
    this.#rebuild();
  }

  get text(): string {
    return this.#text;
  }

  #all(): Value[] {
    this.#fields ??= splitFields(this.#text, this.#separator()).map(fromInput);
    return this.#fields;
  }

  #rebuild(): void {
    const texts = this.#all().map((field) => (typeof field === 'object' ? field.text : String(field ?? '')));
    this.#text = texts.join(this.#joiner());
  }
}
