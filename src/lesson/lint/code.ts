import { Marked, type Token, type Tokens } from 'marked';
import type { Prose } from '../prose.ts';
import { positionAt, type Source } from '../source.ts';

/** A piece of code in the prose. */
export interface Code {
  /** The step in whose section it is; undefined before the first and after the last. */
  readonly step: string | undefined;
  readonly text: string;
  /** Where the text starts. */
  readonly offset: number;
  /** What a block says that it is in; undefined for code within a line. */
  readonly block: string | undefined;
}

/** A link or an image in the prose. */
export interface Link {
  readonly href: string;
  readonly offset: number;
}

const markdown = new Marked();

/** The code of a page, in order. */
export function codeOf(source: Source, prose: Prose): Code[] {
  const starts = [...prose.sections.values()].map(({ step, line }) => ({ step, line }));
  const stepAt = (offset: number) => {
    const { line } = positionAt(source, offset);
    return starts.findLast((section) => section.line <= line)?.step;
  };
  return tokensOf(source).flatMap(({ token, offset }): Code[] => {
    if (token.type !== 'code' && token.type !== 'codespan') return [];
    const { text, raw, lang } = token as Tokens.Code;
    const within = Math.max(0, raw.indexOf(text));
    const block = token.type === 'code' ? (lang ?? '') : undefined;
    return [{ step: stepAt(offset), text, offset: offset + within, block }];
  });
}

export function linksOf(source: Source): Link[] {
  return tokensOf(source).flatMap(({ token, offset }) =>
    token.type === 'link' || token.type === 'image' ? [{ href: (token as Tokens.Link).href, offset }] : [],
  );
}

interface Placed {
  readonly token: Token;
  readonly offset: number;
}

/** Every token, the outer before the inner. What a quote or a list strips from its lines makes an inner one's place near. */
function tokensOf(source: Source): Placed[] {
  const placed: Placed[] = [];
  const visit = (tokens: readonly Token[], start: number, end: number) => {
    let from = start;
    for (const token of tokens) {
      const whole = source.text.indexOf(token.raw, from);
      const first = token.raw.trim().split('\n')[0] ?? '';
      const near = whole >= 0 && whole < end ? whole : source.text.indexOf(first, from);
      const offset = near >= 0 && near < end ? near : from;
      placed.push({ token, offset });
      const until = Math.min(end, whole >= 0 ? offset + token.raw.length : end);
      for (const inner of childrenOf(token)) visit(inner, offset, until);
      from = offset === near ? offset + Math.min(token.raw.length, end - offset) : from;
      if (whole < 0) from = Math.max(start, Math.min(from, offset + first.length));
    }
  };
  visit(markdown.lexer(source.text), 0, source.text.length);
  return placed;
}

function childrenOf(token: Token): Token[][] {
  if (token.type === 'list') return [(token as Tokens.List).items];
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows].map((row) => row.flatMap((cell) => cell.tokens));
  }
  return 'tokens' in token && token.tokens ? [token.tokens] : [];
}
