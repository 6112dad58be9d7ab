import { Marked, type MarkedToken, type Token } from 'marked';
import { excessIn } from '../prose/limits.ts';

/** An instance of our own: nobody else's options change it. */
const markdown = new Marked();

export interface PlacedToken {
  readonly token: MarkedToken;
  readonly line: number;
}

/** The blocks of a piece of Markdown that begins in `line`; undefined where the parser cannot cope with it. */
export function blocksOf(text: string, line: number): PlacedToken[] | undefined {
  if (excessIn(text)) return undefined;
  try {
    return placed(markdown.lexer(text), line);
  } catch {
    // The parser calls itself for every level of quotes and lists, and runs out of stack.
    return undefined;
  }
}

export function placed(tokens: readonly Token[], line: number): PlacedToken[] {
  let at = line;
  return tokens.map((token) => {
    const here = at;
    at += token.raw.split('\n').length - 1;
    return { token: token as MarkedToken, line: here };
  });
}

/** A code block, with a fence that nothing in it ends. */
export function fenced(text: string, language = ''): string {
  const runs = text.match(/`+/g) ?? [];
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language.replaceAll(/[`\s]/g, '')}\n${text.replace(/\n+$/, '')}\n${fence}`;
}
