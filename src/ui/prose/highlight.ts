import { theme } from '../theme.ts';

type Grammars = typeof import('../../lesson/prose/grammars.ts');
type Node = ReturnType<Grammars['lowlight']['highlight']>['children'][number];

let grammars: Grammars | undefined;

/** Loads what tells the parts of code apart. Until then, and for languages that it does not know, code has one colour. */
export async function loadHighlighting(): Promise<void> {
  grammars ??= await import('../../lesson/prose/grammars.ts');
}

/** Whether it is loaded: code that was drawn before looks different. */
export function isHighlighting(): boolean {
  return grammars !== undefined;
}

/** Code with its parts in colours, line by line. */
export function highlighted(code: string, language: string | undefined): string[] {
  const { lowlight } = grammars ?? {};
  const styled =
    lowlight && language !== undefined && lowlight.registered(language)
      ? lowlight.highlight(language, code).children.map(paint).join('')
      : theme.code(code);
  return styled.split('\n');
}

/** What the parts of code are, in colours that mean as little else as possible. */
const styles: Readonly<Record<string, keyof typeof theme>> = {
  comment: 'faint',
  meta: 'faint',
  keyword: 'strong',
  literal: 'strong',
  bullet: 'accent',
  built_in: 'accent',
  attr: 'accent',
  attribute: 'accent',
  name: 'accent',
  title: 'accent',
  string: 'code',
  regexp: 'code',
  variable: 'strong',
  addition: 'good',
  deletion: 'bad',
};

function paint(node: Node): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  const text = node.children.map(paint).join('');
  const { className } = node.properties;
  const [first] = Array.isArray(className) ? className : [];
  const style = styles[String(first).replace(/^hljs-/, '')];
  return style ? theme[style](text) : text;
}
