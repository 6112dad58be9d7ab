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

/** A line break in the source is a space; between two Chinese characters it is nothing. */
function text(raw: string): Inline {
  const unbroken = raw
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
    .replace(/\s*\n\s*/g, ' ');
  return { type: 'text', text: unbroken };
}

/** Neighbouring texts become one. */
function joined(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (inline.type === 'text' && last?.type === 'text') {
      result[result.length - 1] = text(last.text + inline.text);
    } else if (inline.type !== 'text' || inline.text) {
      result.push(inline);
    }
  }
  return result;
}
