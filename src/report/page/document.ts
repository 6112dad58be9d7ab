import type { Language } from '../../base/languages.ts';
import { escapeHtml as text } from './escape.ts';
import { css } from './style.ts';

interface Document {
  readonly language: Language;
  readonly title: string;
  /** Lines below the title. */
  readonly facts: readonly string[];
  readonly main: string;
  /** Rules for what this one has beside the look of all. */
  readonly style?: string;
  /** What is not seen, and is referred to. */
  readonly before?: string;
}

/** One HTML file that needs nothing else, runs nothing and asks nobody for anything. */
export function htmlDocument({ language, title, facts, main, style = '', before = '' }: Document): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>
${css}${style}</style>
</head>
<body>
${before}<header>
<h1>${text(title)}</h1>
${facts.map((fact) => `<p class="fact">${text(fact)}</p>`).join('\n')}
</header>
<main>
${main}
</main>
</body>
</html>
`;
}
