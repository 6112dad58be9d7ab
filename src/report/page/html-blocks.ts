import type { Block, Cell, Inline, Item } from '../../lesson/prose.ts';
import { escapeHtml as text } from './escape.ts';
import { highlight } from './highlight.ts';
import type { PageWords } from './words.ts';

/** Prose as HTML. */
export class HtmlBlocks {
  readonly #words: PageWords;

  constructor(words: PageWords) {
    this.#words = words;
  }

  /** `highest`: the level of heading that there may be at most. */
  blocks(all: readonly Block[], highest: number): string {
    return all.map((block) => this.#block(block, highest)).join('\n');
  }

  /** What is within an item of a list. A paragraph alone is the item itself. */
  item({ checked, children }: Item): string {
    const box = checked === undefined ? '' : checked ? '☑ ' : '☐ ';
    const [only] = children;
    const isPlain = children.length === 1 && only?.type === 'paragraph';
    return box + (isPlain ? inline(only.children) : this.blocks(children, 3));
  }

  #block(block: Block, highest: number): string {
    switch (block.type) {
      case 'heading': {
        const level = Math.min(6, Math.max(highest, block.depth));
        return `<h${level}>${inline(block.children)}</h${level}>`;
      }
      case 'paragraph':
        return `<p>${inline(block.children)}</p>`;
      case 'list': {
        const items = block.items.map((item) => `<li>${this.item(item)}</li>`).join('\n');
        const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : '';
        return block.ordered ? `<ol${start}>\n${items}\n</ol>` : `<ul>\n${items}\n</ul>`;
      }
      case 'code':
        return `<pre><code>${highlight(block.text, block.language)}</code></pre>`;
      case 'table':
        return table(block);
      case 'quote':
        return `<blockquote>\n${this.blocks(block.children, highest)}\n</blockquote>`;
      case 'admonition': {
        const { tone, children } = block;
        const label = `<p><strong>${this.#words.tones[tone]}</strong></p>`;
        return `<aside class="${tone}">\n${label}\n${this.blocks(children, highest)}\n</aside>`;
      }
      case 'rule':
        return '<hr>';
    }
  }
}

function table({ align, header, rows }: Extract<Block, { type: 'table' }>): string {
  const row = (cells: readonly Cell[], tag: 'th' | 'td') =>
    `<tr>${cells
      .map((cell, index) => {
        const side = align[index];
        return `<${tag}${side ? ` style="text-align: ${side}"` : ''}>${inline(cell)}</${tag}>`;
      })
      .join('')}</tr>`;
  const body = rows.map((cells) => row(cells, 'td')).join('\n');
  return `<table>\n<thead>${row(header, 'th')}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function inline(all: readonly Inline[]): string {
  return all.map(one).join('');
}

function one(inlined: Inline): string {
  switch (inlined.type) {
    case 'text':
      return text(inlined.text);
    case 'code':
      return `<code>${text(inlined.text)}</code>`;
    case 'strong':
      return `<strong>${inline(inlined.children)}</strong>`;
    case 'emphasis':
      return `<em>${inline(inlined.children)}</em>`;
    case 'link':
      return isHarmless(inlined.href)
        ? `<a href="${text(inlined.href)}">${inline(inlined.children)}</a>`
        : inline(inlined.children);
    case 'break':
      return '<br>';
  }
}

/** A page, a mail address, or a place beside this file: nothing that a browser would run. */
function isHarmless(href: string): boolean {
  return /^(https?:|mailto:|[^:]*$)/i.test(href.trim());
}
