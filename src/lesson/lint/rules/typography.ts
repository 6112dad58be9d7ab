import type { Source } from '../../source.ts';
import { type Accident, accidents, wrongVerbsIn } from '../accidents.ts';
import type { Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

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

/** Finds an accident in everything that a shell may read, and what should have been there. */
function* wherever(subject: Subject, { pattern, message, right }: Accident) {
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

export const curlyQuote: Rule = {
  id: 'curly-quote',
  severity: 'error',
  what: 'A command has typographic quotation marks.',
  why: 'The shell takes them for letters of the word. Word processors and translation programs put them in.',
  wrong: 'kubectl get pods -o jsonpath=\u2018{.items}\u2019',
  right: "kubectl get pods -o jsonpath='{.items}'",
  find: (subject) => wherever(subject, accidents['curly-quote']),
};

export const typographicDash: Rule = {
  id: 'typographic-dash',
  severity: 'error',
  what: 'A flag of a command starts with a dash that is no hyphen.',
  why: 'The program takes the flag for an argument. Word processors make one dash of two hyphens.',
  wrong: 'kubectl get pods \u2013watch',
  right: 'kubectl get pods --watch',
  find: (subject) => wherever(subject, accidents['typographic-dash']),
};

export const invisibleSpace: Rule = {
  id: 'invisible-space',
  severity: 'error',
  what: 'A command has a no-break space or a character without width.',
  why: 'It looks like a space and is none: the shell makes one word of two.',
  wrong: 'kubectl\u00a0get pods',
  right: 'kubectl get pods',
  find: (subject) => wherever(subject, accidents['invisible-space']),
};

export const splitVariable: Rule = {
  id: 'split-variable',
  severity: 'error',
  what: 'A space separates the $ of a variable from its name.',
  why: 'The shell sees a lone $ and a word. Translation programs do this.',
  wrong: 'docker push $ REGISTRY/web:v1',
  right: 'docker push $REGISTRY/web:v1',
  find: (subject) => wherever(subject, accidents['split-variable']),
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
      for (const { program, verb, index, meant, isTranslated } of wrongVerbsIn(text)) {
        const offset = at(index);
        const isThere = isTranslated && source.text.startsWith(verb, offset);
        yield {
          source,
          offset,
          message: `${program} has no verb \`${verb}\``,
          fix: meant
            ? `${isTranslated ? 'it is' : 'did you mean'} \`${meant}\`${isTranslated ? ', translated' : '?'}`
            : `${program} help lists those that it has`,
          ...(isThere && meant !== undefined && { edit: { length: verb.length, text: meant } }),
        };
      }
    }
  },
};
