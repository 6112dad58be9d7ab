import type { MarkedToken, Token } from 'marked';
import type { Inline } from './blocks.ts';
import { decodeEntities } from './entities.ts';

/** Turns the tokens of running text into inlines. HTML tags go, and the text between them stays. */
export function toInlines(tokens: readonly Token[] | undefined): Inline[] {
  return joined((tokens ?? []).flatMap((token) => toInline(token as MarkedToken)));
}

function toInline(token: MarkedToken): Inline[] {
  switch (token.type) {
    case 'text':
      return token.tokens ? toInlines(token.tokens) : [text(decodeEntities(token.text))];
    case 'escape':
      return [text(token.text)];
    case 'codespan':
      return [{ type: 'code', text: token.text.replaceAll('\n', ' ') }];
    case 'strong':
      return [{ type: 'strong', children: toInlines(token.tokens) }];
    case 'em':
      return [{ type: 'emphasis', children: toInlines(token.tokens) }];
    case 'link':
      return [{ type: 'link', href: token.href, children: toInlines(token.tokens) }];
    case 'image':
      return [{ type: 'link', href: token.href, children: [text(decodeEntities(token.text) || token.href)] }];
    case 'br':
      return [{ type: 'break' }];
    case 'html':
      return /^<br\s*\/?>$/i.test(token.raw) ? [{ type: 'break' }] : [];
    case 'checkbox':
      // The item says that it is ticked.
      return [];
    case 'del':
      return toInlines(token.tokens);
    default:
      return token.raw ? [text(token.raw)] : [];
  }
}

/**
 * A line break in the source is a space; between two Chinese characters, and beside punctuation that is as wide as they
 * are, it is nothing.
 */
function text(raw: string): Inline {
  const [first = '', ...others] = raw.split('\n');
  if (others.length === 0) return { type: 'text', text: raw };
  const last = others.pop() ?? '';
  const lines = [...others.map((line) => line.trim()).filter((line) => line !== ''), last.trimStart()];
  let joint = first.trimEnd();
  for (const line of lines) joint += (needsNoSpace(joint, line) ? '' : ' ') + line;
  return { type: 'text', text: joint };
}

const wide = /[\u3001-\u3003\u3008-\u3011\uff01-\uff0f\uff1a-\uff1f]/;
const chinese = /[\u3000-\u9fff\uff00-\uffef]/;
const quote = /[\u2018\u2019\u201c\u201d]/;

function needsNoSpace(left: string, right: string): boolean {
  const [before, after] = [left.at(-1) ?? '', right.at(0) ?? ''];
  if (wide.test(before) || wide.test(after)) return true;
  if (chinese.test(before)) return chinese.test(after) || quote.test(after);
  return quote.test(before) && chinese.test(after);
}

/** Neighbouring texts become one. */
function joined(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (inline.type === 'text' && last?.type === 'text') {
      result[result.length - 1] = { type: 'text', text: last.text + inline.text };
    } else if (inline.type !== 'text' || inline.text) {
      result.push(inline);
    }
  }
  return result;
}
