import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { distance } from '../../../base/nearest.ts';
import { linksOf } from '../code.ts';
import type { Rule } from '../rule.ts';
import type { Page, Subject } from '../subject.ts';
import { verbs } from '../vocabulary.ts';

const squeezed = (line: string) => line.replace(/^\$ /, '').replaceAll(/\s+/g, ' ').trim();

/** The lines of the lesson's commands, as one would type them. */
function linesOf({ scripts }: Subject): { id: string; line: string }[] {
  return scripts.flatMap(({ id, text }) =>
    text
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => ({ id, line: squeezed(line) }))
      .filter(({ line }) => line !== ''),
  );
}

/** At most this part of a command's characters is another in what is taken for a misquotation of it. */
const similar = 0.25;

export const commandDiffers: Rule = {
  id: 'command-differs',
  severity: 'error',
  what: "The prose quotes a step's command, but not as the step runs it.",
  why: 'Learners who type what they read do something else than the step, and their check stays red.',
  wrong:
    'run: kubectl scale deployment web --replicas=3\n\nType `kubectl scale deployment web --replicas=2`.',
  right:
    'run: kubectl scale deployment web --replicas=3\n\nType `kubectl scale deployment web --replicas=3`.',
  *find(subject) {
    const all = linesOf(subject);
    const whole = all.map(({ line }) => line).join('\n');
    for (const page of subject.pages) {
      for (const { step, text, offset } of page.code) {
        const own = all.filter(({ id }) => id === step);
        let index = 0;
        for (const row of text.split('\n')) {
          const line = squeezed(row);
          const at = offset + index;
          index += row.length + 1;
          // A word or two is a name, not a quotation.
          if (line.split(' ').length < 3 || whole.includes(line)) continue;
          const meant = own.find((one) => isMisquoted(line, one.line));
          if (!meant) continue;
          yield {
            source: page.source,
            offset: at,
            message: `\`${line}\` is nearly, but not, what step \`${step}\` runs`,
            fix: `write \`${meant.line}\``,
          };
        }
      }
    }
  },
};

function isMisquoted(line: string, command: string): boolean {
  const [program = '', verb = ''] = line.split(' ');
  const [meant, meantVerb = ''] = command.split(' ');
  if (program !== meant) return false;
  // Another verb is another command: `kubectl diff -f` beside `kubectl apply -f`.
  if (verb !== meantVerb && verbs[program]?.has(verb)) return false;
  // More flags than the step has are an aside: "with `-w` …".
  if (line.startsWith(`${command} `)) return false;
  const longest = Math.max(line.length, command.length);
  if (Math.abs(line.length - command.length) > longest * similar) return false;
  return distance(line, command) <= longest * similar;
}

export const brokenLink: Rule = {
  id: 'broken-link',
  severity: 'error',
  what: 'A link leads to a file or a heading of the workshop that is not there.',
  why: 'A learner who follows it finds nothing.',
  wrong: '[the compose file](files/compose.yml)',
  right: '[the compose file](files/dockercoins/dockercoins.yml)',
  *find({ pages }) {
    for (const { source } of pages) {
      const anchors = anchorsOf(source.text);
      for (const { href, offset } of linksOf(source)) {
        if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) continue;
        const [path = '', anchor] = href.split('#');
        const isThere =
          path === '' ? anchors.has(anchor ?? '') : existsSync(resolve(dirname(source.file), decoded(path)));
        if (isThere) continue;
        const message = path === '' ? `no heading of this page is #${anchor}` : `there is no ${path} here`;
        yield { source, offset, message, fix: 'mend the link, or take it out' };
      }
    }
  },
};

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The names that forges give to headings. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title = '']) => title);
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );
}

export const languageDiffers: Rule = {
  id: 'language-differs',
  severity: 'warning',
  what: 'A section in another language has other code, or another number of hints, than the English one has.',
  why: 'One of the two was changed and the other was not: learners of that language are told something old.',
  wrong: 'en.md: `kubectl get pods -w`\nfr.md: `kubectl get pods`',
  right: 'en.md: `kubectl get pods -w`\nfr.md: `kubectl get pods -w`',
  *find({ pages, file }) {
    const english = pages.find(({ language }) => language === 'en');
    if (!english) return;
    for (const page of pages) {
      if (page === english) continue;
      for (const { id } of file.steps) {
        const difference = differenceOf(english, page, id);
        const line = page.prose.sections.get(id)?.line;
        if (difference === undefined || line === undefined) continue;
        yield {
          source: page.source,
          offset: page.source.lineStarts[line - 1] ?? 0,
          message: `the section of step \`${id}\` ${difference}`,
          fix: 'bring the two up to the same state',
        };
      }
    }
  },
};

function differenceOf(english: Page, other: Page, step: string): string | undefined {
  const hints = (page: Page) => page.prose.sections.get(step)?.hints.length ?? 0;
  if (hints(english) !== hints(other))
    return `has ${hints(other)} hints, and the English one has ${hints(english)}`;
  const code = (page: Page) =>
    new Set(
      page.code
        .filter((one) => one.step === step && one.block === undefined)
        .map(({ text }) => squeezed(text)),
    );
  const [theirs, ours] = [code(english), code(other)];
  const missing = [...theirs].filter((text) => !ours.has(text));
  if (missing.length > 0) return `lacks ${list(missing)}, which the English one has`;
  const more = [...ours].filter((text) => !theirs.has(text));
  return more.length > 0 ? `has ${list(more)}, which the English one lacks` : undefined;
}

const list = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(', ');
