import type { Language } from '../../base/languages.ts';
import { parseProse } from '../prose.ts';
import { createSource } from '../source.ts';
import { fenced } from './markdown.ts';
import type { Page } from './outline.ts';

const longest = 200;

/** What a lesson says of a step. */
export interface Section extends Page {
  readonly step: string;
  readonly title: string;
}

export interface PageParts {
  readonly title: string;
  readonly intro: Page;
  readonly sections: readonly Section[];
  readonly closing: Page;
}

/** The Markdown of a lesson in one language. */
export function pageText({ title, intro, sections, closing }: PageParts): string {
  const parts = [
    `# ${heading(title)}`,
    ...bodyOf(intro),
    ...sections.flatMap(({ step, title: own, ...page }) => [
      `<!-- step: ${step} -->\n## ${heading(own)}`,
      ...bodyOf(page),
    ]),
    ...(closing.prose.length + closing.notes.length > 0 ? ['<!-- end -->', ...bodyOf(closing)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A page whose text is still to be written: a heading a step. */
export function pageToTranslate(
  title: string,
  steps: readonly { id: string; title: string }[],
  from: Language,
): string {
  const intro = { prose: [`> [!NOTE]\n> Not translated yet: see ${from}.md.`], notes: [] };
  const nothing = { prose: [], notes: [] };
  const sections = steps.map(({ id, title: own }) => ({ step: id, title: own, ...nothing }));
  return pageText({ title, intro, sections, closing: nothing });
}

function bodyOf({ prose, notes }: Page): string[] {
  const said = safely(prose);
  const told = safely(notes);
  return [
    ...said,
    ...(told.length > 0 ? [['<!-- instructor -->', ...told, '<!-- /instructor -->'].join('\n\n')] : []),
  ];
}

/** Markdown that neither reaches beyond its section nor means something else here; what would is shown as it is written. */
function safely(parts: readonly string[]): string[] {
  if (parts.length === 0 || isHarmless(parts.join('\n\n'))) return [...parts];
  const safe = parts.map((part) => (isHarmless(part) ? part : fenced(part)));
  return isHarmless(safe.join('\n\n')) ? safe : [fenced(parts.join('\n\n'))];
}

function isHarmless(markdown: string): boolean {
  const page = `<!-- step: a -->\n## A\n\n${markdown}\n\n<!-- step: b -->\n## B\n`;
  const { prose, findings, closingLine } = parseProse(createSource('', page), 'en', 'page');
  const [first, second] = [...prose.sections.values()];
  return (
    findings.length === 0 &&
    closingLine === undefined &&
    prose.sections.size === 2 &&
    first?.questions.length === 0 &&
    first.instructor.length === 0 &&
    second?.title === 'B'
  );
}

/** On one line, and no longer than a heading can be. */
function heading(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : line;
}
