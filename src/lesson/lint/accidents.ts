import { nearest } from '../../base/nearest.ts';
import { commandsIn, unquoted } from './commands.ts';
import { translatedVerb, verbs } from './vocabulary.ts';

/** What word processors and translation programs do to commands. */
export interface Accident {
  readonly pattern: RegExp;
  message(found: string): string;
  /** What it should have been. */
  right(found: string): string;
}

const straight: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
};

export const accidents = {
  'curly-quote': {
    pattern: /[\u2018\u2019\u201a\u201c\u201d\u201e]/g,
    message: (found) => `${found} in a command: the shell does not know this quotation mark`,
    right: (found) => straight[found] ?? found,
  },
  'typographic-dash': {
    pattern: /(?<=\s)[\u2013\u2014](?=\w)/g,
    message: (found) => `${found} before a flag: the program expects hyphens`,
    right: () => '--',
  },
  'invisible-space': {
    pattern: /[\u00a0\u2007\u202f\u200b\u2060\ufeff]/g,
    message: (found) =>
      `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} in a command looks like a space and is none`,
    right: (found) => (/[\u200b\u2060\ufeff]/.test(found) ? '' : ' '),
  },
  'split-variable': {
    // At the beginning of a line it is a prompt.
    pattern: /\$ (?=[A-Z_]{2,}\b)(?<!^[ \t]*\$ )/gm,
    message: () => 'a space between $ and the name of a variable',
    right: () => '$',
  },
} as const satisfies Record<string, Accident>;

/** A verb that its program does not have. */
export interface WrongVerb {
  readonly program: string;
  readonly verb: string;
  readonly index: number;
  /** The verb that it most likely is. */
  readonly meant: string | undefined;
  /** Whether it is that verb in another language: then there is no doubt. */
  readonly isTranslated: boolean;
}

export function wrongVerbsIn(script: string): WrongVerb[] {
  return commandsIn(script).flatMap((command) => {
    const [program = '', verb = ''] = command.words.map(unquoted);
    const known = Object.hasOwn(verbs, program) ? verbs[program] : undefined;
    // A flag, a variable or a placeholder is no verb that could be wrong.
    if (!known || known.has(verb) || !/^[\p{L}-]+$/u.test(verb) || verb.startsWith('-')) return [];
    const translated = translatedVerb(verb, known);
    const index = script.indexOf(verb, command.index + program.length);
    const meant = translated ?? nearest(verb, known);
    return [{ program, verb, index, meant, isTranslated: translated !== undefined }];
  });
}
