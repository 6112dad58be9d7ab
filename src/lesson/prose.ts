import { Marked, type Token } from 'marked';
import type { Language } from '../base/languages.ts';
import { errorAt, type Finding } from './finding.ts';
import type { Block } from './prose/blocks.ts';
import { Converter } from './prose/convert.ts';
import { type Excess, excessIn } from './prose/limits.ts';
import type { Question } from './prose/questions.ts';
import { SectionBuilder } from './prose/sections.ts';
import { offsetOfLine, type Source } from './source.ts';

export type { Alignment, Block, Cell, Inline, Item, Tone } from './prose/blocks.ts';
export { plainText } from './prose/blocks.ts';
export type { Question } from './prose/questions.ts';

/** What a lesson says, in one language. */
export interface Prose {
  readonly language: Language;
  /** The heading of the first level before the first step; the lesson's id where there is none. */
  readonly title: string;
  readonly intro: readonly Block[];
  /** By the id of their step. */
  readonly sections: ReadonlyMap<string, Section>;
  readonly closing: readonly Block[];
  /** Notes for the instructor that belong to no step. */
  readonly instructor: readonly Block[];
}

export interface Section {
  readonly step: string;
  readonly title: string;
  readonly body: readonly Block[];
  /** To be revealed one at a time. */
  readonly hints: readonly (readonly Block[])[];
  readonly instructor: readonly Block[];
  readonly questions: readonly Question[];
  /** The line, from 1, of the comment that starts it. */
  readonly line: number;
}

export interface ParsedProse {
  readonly prose: Prose;
  /** False where the Markdown could not be read at all, and the prose is empty. */
  readonly readable: boolean;
  /** The line of the closing page's marker, if there is one. */
  readonly closingLine: number | undefined;
  readonly findings: readonly Finding[];
}

/** An instance of our own: nobody else's options change it. */
const markdown = new Marked();

/** Reads the Markdown of one language. Whatever is wrong with it is a finding; it never throws. */
export function parseProse(source: Source, language: Language, id: string): ParsedProse {
  const builder = new SectionBuilder(source);
  const converter = new Converter(source);
  let line = 1;
  const { tokens, fault } = tokensOf(source);
  for (const token of tokens) {
    if (token.type === 'html') builder.markers(token.raw, line);
    for (const block of converter.top(token, line)) builder.add(block);
    line += token.raw.split('\n').length - 1;
  }
  const { title, ...parts } = builder.finish();
  return {
    prose: { language, title: title ?? id, ...parts },
    readable: !fault,
    closingLine: builder.closingLine,
    findings: [...(fault ? [fault] : []), ...builder.findings, ...converter.findings],
  };
}

function tokensOf(source: Source): { tokens: readonly Token[]; fault?: Finding } {
  const excess = excessIn(source.text);
  if (excess) return { tokens: [], fault: unreadable(source, excess) };
  try {
    return { tokens: markdown.lexer(source.text) };
  } catch {
    // The parser calls itself for every level of quotes and lists, and runs out of stack.
    return { tokens: [], fault: unreadable(source, { line: 1, of: 'depth' }) };
  }
}

function unreadable(source: Source, { line, of }: Excess): Finding {
  const [what, fix] =
    of === 'depth'
      ? ['something is nested too deeply', 'look for long runs of > or -']
      : [
          'this paragraph has too many lines, or marks of emphasis or links',
          'part it, or put what is no prose into a code block',
        ];
  return errorAt(
    source,
    offsetOfLine(source, line),
    'markdown',
    `this cannot be read as Markdown: ${what}`,
    fix,
  );
}
