import { lowlight } from '../../lesson/prose/grammars.ts';
import { escapeHtml } from './escape.ts';

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

/** What the parts of code are to a reader; whatever else a grammar tells apart looks like the rest. */
const classes: Readonly<Record<string, string>> = {
  comment: 'c',
  meta: 'c',
  keyword: 'k',
  literal: 'k',
  built_in: 'k',
  attr: 'n',
  attribute: 'n',
  name: 'n',
  variable: 'n',
  string: 's',
  regexp: 's',
};

/** Code as HTML with its parts marked, where its language is known. */
export function highlight(code: string, language: string | undefined): string {
  if (language === undefined || !lowlight.registered(language)) return escapeHtml(code);
  return lowlight.highlight(language, code).children.map(toHtml).join('');
}

function toHtml(node: Node): string {
  if (node.type === 'text') return escapeHtml(node.value);
  if (node.type !== 'element') return '';
  const inner = node.children.map(toHtml).join('');
  const { className } = node.properties;
  const [first] = Array.isArray(className) ? className : [];
  const kind = classes[String(first).replace(/^hljs-/, '')];
  return kind ? `<span class="${kind}">${inner}</span>` : inner;
}
