import { nearest } from '../../../base/nearest.ts';
import type { Source } from '../../source.ts';
import { commandsIn, unquoted } from '../commands.ts';
import type { Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { verbs } from '../vocabulary.ts';

/** A text that a shell reads, or that a learner may copy into one. */
interface ShellText {
  readonly text: string;
  readonly source: Source;
  at(index: number): number;
}

function* shellTexts({ scripts, pages, source }: Subject): Generator<ShellText> {
  for (const { text, at } of scripts) yield { text, source, at };
  for (const page of pages) {
    for (const { text, offset } of page.code)
      yield { text, source: page.source, at: (index) => offset + index };
  }
}

/** Finds a pattern in everything that a shell may read, and what it should have been. */
function* wherever(
  subject: Subject,
  pattern: RegExp,
  message: (found: string) => string,
  right: (found: string) => string,
) {
  for (const { text, source, at } of shellTexts(subject)) {
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const offset = at(index);
      const isThere = source.text.startsWith(found, offset);
      yield {
        source,
        offset,
        message: message(found),
        fix: `write ${right(found).trim() || 'an ordinary space'}`,
        ...(isThere && { edit: { length: found.length, text: right(found) } }),
      };
    }
  }
}

const straight: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
};

export const curlyQuote: Rule = {
  id: 'curly-quote',
  severity: 'error',
  what: 'A command has typographic quotation marks.',
  why: 'The shell takes them for letters of the word. Word processors and translation programs put them in.',
  wrong: 'kubectl get pods -o jsonpath=\u2018{.items}\u2019',
  right: "kubectl get pods -o jsonpath='{.items}'",
  find: (subject) =>
    wherever(
      subject,
      /[\u2018\u2019\u201a\u201c\u201d\u201e]/g,
      (found) => `${found} in a command: the shell does not know this quotation mark`,
      (found) => straight[found] ?? found,
    ),
};

export const typographicDash: Rule = {
  id: 'typographic-dash',
  severity: 'error',
  what: 'A flag of a command starts with a dash that is no hyphen.',
  why: 'The program takes the flag for an argument. Word processors make one dash of two hyphens.',
  wrong: 'kubectl get pods \u2013watch',
  right: 'kubectl get pods --watch',
  find: (subject) =>
    wherever(
      subject,
      /(?<=\s)[\u2013\u2014](?=\w)/g,
      (found) => `${found} before a flag: the program expects hyphens`,
      () => '--',
    ),
};

export const invisibleSpace: Rule = {
  id: 'invisible-space',
  severity: 'error',
  what: 'A command has a no-break space or a character without width.',
  why: 'It looks like a space and is none: the shell makes one word of two.',
  wrong: 'kubectl\u00a0get pods',
  right: 'kubectl get pods',
  find: (subject) =>
    wherever(
      subject,
      /[\u00a0\u2007\u202f\u200b\u2060\ufeff]/g,
      (found) =>
        `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} in a command looks like a space and is none`,
      (found) => (/[\u200b\u2060\ufeff]/.test(found) ? '' : ' '),
    ),
};

export const splitVariable: Rule = {
  id: 'split-variable',
  severity: 'error',
  what: 'A space separates the $ of a variable from its name.',
  why: 'The shell sees a lone $ and a word. Translation programs do this.',
  wrong: 'docker push $ REGISTRY/web:v1',
  right: 'docker push $REGISTRY/web:v1',
  find: (subject) =>
    wherever(
      subject,
      /(?<=\S[^\n]*|^[^\n]*\w[^\n]*)\$ (?=[A-Z_]{2,}\b)/g,
      () => 'a space between $ and the name of a variable',
      () => '$',
    ),
};

export const unknownVerb: Rule = {
  id: 'unknown-verb',
  severity: 'error',
  what: 'A command gives kubectl, docker or minikube a verb that it does not have.',
  why: 'It is misspelt, or a translation program has translated it (`kubectl obtenir pods`).',
  wrong: 'kubectl obtenir pods',
  right: 'kubectl get pods',
  *find(subject) {
    for (const { text, source, at } of shellTexts(subject)) {
      for (const command of commandsIn(text)) {
        const [program = '', verb = ''] = command.words.map(unquoted);
        const known = verbs[program];
        // A flag, a variable or a placeholder is no verb that could be wrong.
        if (!known || known.has(verb) || !/^[\p{L}-]+$/u.test(verb) || verb.startsWith('-')) continue;
        const meant = nearest(verb, known);
        const index = text.indexOf(verb, command.index + program.length);
        yield {
          source,
          offset: at(index),
          message: `${program} has no verb \`${verb}\``,
          fix: meant ? `did you mean \`${meant}\`?` : `${program} help lists those that it has`,
        };
      }
    }
  },
};
