import { secretData, secretLiterals } from './kubernetes.ts';
import { patternOfName, patterns, secretName } from './patterns.ts';
import { merged, type Range, sliceMasked, withoutColours } from './ranges.ts';
import { decoded, isDistinct, isSecret, unquoted } from './values.ts';

/** What a lesson and a run know of secrets. */
export interface KnownSecrets {
  /** Names of variables, and regular expressions between slashes: the `secrets` of lesson.yaml. */
  readonly secrets: readonly string[];
  /** The variables of the run's shell. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Hides secrets in texts. It knows them by how they are written (`password: x`), by what the lesson names, and, once it
 * has learned them from one text, by themselves in all others.
 */
export class Masker {
  readonly #patterns: readonly RegExp[];
  readonly #whole: readonly RegExp[];
  readonly #values = new Set<string>();

  constructor({ secrets, variables }: KnownSecrets) {
    const names = secrets.filter((entry) => !isPattern(entry));
    this.#whole = secrets.filter(isPattern).map((entry) => new RegExp(entry.slice(1, -1), 'gm'));
    this.#patterns = [...patterns, ...names.map(patternOfName)];
    for (const [name, value] of Object.entries(variables)) {
      if (names.includes(name) || secretName.test(name)) this.#learn(value);
    }
  }

  /** Remembers the secrets of a text, to hide them in those that tell them without saying that they are secret. */
  learn(text: string): void {
    const { plain } = withoutColours(text);
    for (const { start, end } of this.#written(plain)) this.#learn(plain.slice(start, end));
  }

  /** Remembers each line of a text that has nothing but secrets. A sentence is an error's, and would hide itself elsewhere. */
  learnLines(text: string): void {
    for (const line of withoutColours(text).plain.split('\n')) {
      if (!/\s/.test(line.trim())) this.#learn(line.trim());
    }
  }

  mask(text: string): string {
    return sliceMasked(text, this.ranges(text), 0, text.length);
  }

  /** Where in a text secrets stand, in order. */
  ranges(text: string): Range[] {
    const { plain, at } = withoutColours(text);
    const known = [...this.#values].flatMap((value) => occurrences(plain, value));
    return merged([...this.#written(plain), ...known]).map(({ start, end }) => ({
      start: at(start),
      end: at(end - 1) + 1,
    }));
  }

  /** Those that are written as secrets are. */
  #written(text: string): Range[] {
    const values = this.#patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const [start, end] = match.indices?.groups?.secret ?? [0, 0];
        return inQuotes(text, { start, end });
      }),
    );
    const whole = this.#whole.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length })),
    );
    const ranges = [...values, ...whole, ...secretData(text), ...secretLiterals(text)];
    return ranges.filter(({ start, end }) => end > start && isSecret(text.slice(start, end)));
  }

  #learn(value: string): void {
    const bare = unquoted(value);
    for (const secret of [bare, decoded(bare)]) {
      if (secret !== undefined && isSecret(secret) && isDistinct(secret)) this.#values.add(secret);
    }
  }
}

function isPattern(entry: string): boolean {
  return entry.length > 2 && entry.startsWith('/') && entry.endsWith('/');
}

/** Quotes stay where they are. */
function inQuotes(text: string, { start, end }: Range): Range[] {
  const written = text.slice(start, end);
  const before = /^\\?["']/.exec(written)?.[0].length ?? 0;
  const after = before > 0 ? (/\\?["']$/.exec(written)?.[0].length ?? 0) : 0;
  return [{ start: start + before, end: end - after }];
}

function occurrences(text: string, value: string): Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length))
    found.push({ start: at, end: at + value.length });
  return found;
}
