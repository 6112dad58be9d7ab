import { htmlDocument } from './document.ts';
import { escapeHtml as text } from './escape.ts';
import { highlight } from './highlight.ts';
import { HtmlBlocks } from './html-blocks.ts';
import type { LessonPage, PageQuestion, PageStep } from './page.ts';
import type { PageWords } from './words.ts';

/** A lesson's page as an HTML file. */
export function htmlPage(page: LessonPage): string {
  const { words } = page;
  const prose = new HtmlBlocks(words);
  const entries = page.steps.map(({ id, title }) => `<li><a href="#${id}">${text(title)}</a></li>`);
  const { language, title, facts } = page;
  const main = `${prose.blocks(page.intro, 2)}
<nav aria-label="${words.contents}">
<h2>${words.contents}</h2>
<ol>
${entries.join('\n')}
</ol>
</nav>
${page.steps.map((step, index) => stepHtml(step, index + 1, words, prose)).join('\n')}
<section>
${prose.blocks(page.closing, 2)}
</section>`;
  return htmlDocument({ language, title, facts, main });
}

function stepHtml(step: PageStep, number: number, words: PageWords, prose: HtmlBlocks): string {
  const question = ({ prompt, choices, right, explanation }: PageQuestion, title: string) =>
    `<aside class="question">
<p><strong>${title}</strong></p>
${prose.blocks(prompt, 3)}
<ol>
${choices.map((children) => `<li>${prose.item({ children })}</li>`).join('\n')}
</ol>
${hidden(words.answer, `<p><strong>${right}</strong></p>\n${prose.blocks(explanation, 3)}`)}
</aside>`;
  return `<section id="${step.id}">
${[
  `<h2>${number}. ${text(step.title)}</h2>`,
  prose.blocks(step.body, 3),
  ...step.guesses.map((one) => question(one, words.guess)),
  ...step.remarks.map((remark) => `<p class="fact">${text(remark)}</p>`),
  ...(step.command === undefined
    ? []
    : [`<pre class="command"><code>${highlight(step.command, 'bash')}</code></pre>`]),
  ...step.questions.map((one) => question(one, words.question)),
  ...step.hints.map((hint, index) => hidden(words.hint(index + 1, step.hints.length), prose.blocks(hint, 3))),
].join('\n')}
</section>`;
}

function hidden(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n${content}\n</details>`;
}
