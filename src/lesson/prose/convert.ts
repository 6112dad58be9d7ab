import type { MarkedToken, Token, Tokens } from 'marked';
import { nearest } from '../../base/nearest.ts';
import { errorAt, type Finding } from '../finding.ts';
import { offsetOfLine, type Source } from '../source.ts';
import { type Alignment, type Block, type Item, tones } from './blocks.ts';
import { commentsOf } from './comments.ts';
import { toInlines } from './inline.ts';

/** Turns Markdown tokens into blocks, and collects what is wrong with them. */
export class Converter {
  readonly findings: Finding[] = [];
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  /** The blocks of one token at the top of the file. */
  top(token: Token, line: number): Block[] {
    return this.block(token as MarkedToken, line, true);
  }

  private blocks(tokens: readonly Token[], line: number): Block[] {
    let at = line;
    return tokens.flatMap((token) => {
      const blocks = this.block(token as MarkedToken, at, false);
      at += linesIn(token.raw);
      return blocks;
    });
  }

  private block(token: MarkedToken, line: number, top: boolean): Block[] {
    switch (token.type) {
      case 'heading':
        return [{ type: 'heading', line, depth: token.depth, children: toInlines(token.tokens) }];
      case 'paragraph':
      case 'text':
        return this.paragraph(token, line);
      case 'list':
        return [this.list(token, line)];
      case 'code':
        return [{ type: 'code', line, language: token.lang?.split(/\s/)[0] || undefined, text: token.text }];
      case 'table':
        return [
          {
            type: 'table',
            line,
            align: token.align.map((align): Alignment => align ?? undefined),
            header: token.header.map((cell) => toInlines(cell.tokens)),
            rows: token.rows.map((row) => row.map((cell) => toInlines(cell.tokens))),
          },
        ];
      case 'blockquote':
        return [this.quote(token, line, top)];
      case 'hr':
        return [{ type: 'rule', line }];
      case 'html':
        return this.html(token.raw, line, top);
      default:
        // Blank lines, link definitions, and the box of a task, which its item has.
        return [];
    }
  }

  private paragraph(token: Tokens.Paragraph | Tokens.Text, line: number): Block[] {
    let at = line;
    for (const inline of token.tokens ?? []) {
      if (inline.type === 'html') this.strayMarkers(inline.raw, at);
      at += linesIn(inline.raw);
    }
    const children = toInlines(token.tokens ?? [token]);
    return children.length > 0 ? [{ type: 'paragraph', line, children }] : [];
  }

  private list(token: Tokens.List, line: number): Block {
    let at = line;
    const items = token.items.map((item): Item => {
      const children = this.blocks(item.tokens, at);
      at += linesIn(item.raw);
      return item.task ? { checked: item.checked ?? false, children } : { children };
    });
    return { type: 'list', line, ordered: token.ordered, start: token.start === '' ? 1 : token.start, items };
  }

  private quote(token: Tokens.Blockquote, line: number, top: boolean): Block {
    const children = this.blocks(token.tokens, line);
    const [, word = '', beside = ''] = /^\s*\[!(\w+)\]([^\n]*)/.exec(token.text) ?? [];
    const tone = tones.find((known) => known === word.toLowerCase());
    if (!tone) {
      if (word) this.unknownTone(word, line);
      return { type: 'quote', line, children };
    }
    if (beside.trim()) {
      this.fault(
        line,
        'admonition',
        `text beside [!${word}]: Git forges do not show it so`,
        'start it on the next line',
      );
    }
    if (!top) {
      this.fault(
        line,
        'admonition',
        `[!${word}] within a list or a quote`,
        'start it at the beginning of its line',
      );
    }
    return { type: 'admonition', line, tone, children: withoutLabel(children, `[!${word}]`) };
  }

  private unknownTone(word: string, line: number): void {
    const meant = nearest(word, tones)?.toUpperCase();
    const fix = meant ? `did you mean [!${meant}]?` : `known: ${tones.join(', ').toUpperCase()}`;
    this.fault(line, 'admonition', `[!${word}] is no kind of admonition`, fix);
  }

  private html(raw: string, line: number, top: boolean): Block[] {
    if (!top) this.strayMarkers(raw, line);
    const words = commentsOf(raw)
      .rest.replace(/<[^>]*>/g, ' ')
      .trim();
    if (!words) return [];
    return [{ type: 'paragraph', line, children: toInlines([{ type: 'text', raw: words, text: words }]) }];
  }

  /** A marker in the middle of something would otherwise be a comment that nobody sees. */
  private strayMarkers(raw: string, line: number): void {
    for (const { index, marker } of commentsOf(raw).comments) {
      if (!marker) continue;
      const at = line + linesIn(raw.slice(0, index));
      this.fault(
        at,
        'marker',
        'a marker within other text',
        'put it on a line of its own, without indentation',
      );
    }
  }

  private fault(line: number, rule: string, message: string, fix: string): void {
    this.findings.push(errorAt(this.source, offsetOfLine(this.source, line), rule, message, fix));
  }
}

function linesIn(raw: string): number {
  return raw.split('\n').length - 1;
}

/** Takes the label off the first paragraph, which may have been nothing else. */
function withoutLabel(children: readonly Block[], label: string): Block[] {
  const [first, ...others] = children;
  if (first?.type !== 'paragraph') return [...children];
  const [text, ...following] = first.children;
  if (text?.type !== 'text' || !text.text.startsWith(label)) return [...children];
  const rest = text.text.slice(label.length).trimStart();
  if (rest)
    return [{ ...first, line: first.line + 1, children: [{ ...text, text: rest }, ...following] }, ...others];
  const inlines = following[0]?.type === 'break' ? following.slice(1) : following;
  return inlines.length > 0 ? [{ ...first, line: first.line + 1, children: inlines }, ...others] : others;
}
