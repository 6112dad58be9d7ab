import { htmlDocument } from '../page/document.ts';
import { escapeHtml as text } from '../page/escape.ts';
import { certificates } from './certificate.ts';
import { grounds, legend, outcomeBar, strip, timeBar } from './plots.ts';
import { clock, ofReached, type SaidLearner, type SaidRoom, type SaidStep } from './said.ts';
import { roomCss } from './style.ts';

/** What a class did, as an HTML file. */
export function roomHtml(room: SaidRoom): string {
  const { words, title, facts, steps, worst, learners, language } = room;
  const { columns } = words;
  const body = `<section>
<h2>${text(words.worst)}</h2>
${worst.length > 0 ? `<ol class="worst">\n${worst.map((step) => worstItem(step, room)).join('\n')}\n</ol>` : `<p>${text(words.noTrouble)}</p>`}
</section>
<section>
<h2>${text(words.steps)}</h2>
${legend(room)}
${table(
  [
    number(''),
    said(columns.step),
    said(''),
    ...[columns.trouble, columns.failed, columns.hints, columns.hands].map(number),
    said(columns.time),
    number(columns.median),
    number(columns.p90),
  ],
  steps.map((step) => stepRow(step, room)),
)}
</section>
<section>
<h2>${text(words.people)}</h2>
${table(
  [
    said(columns.learner),
    said(''),
    ...[columns.done, columns.failures, columns.hints, columns.hands, columns.time].map(number),
    said(columns.place),
  ],
  learners.map((learner) => learnerRow(learner, room)),
)}
</section>
<section>
${words.counted.map((line) => `<p class="fact">${text(line)}</p>`).join('\n')}
</section>
${certificates(room)}`;
  const main = learners.length > 0 ? body : '';
  return htmlDocument({ language, title, facts, main, style: roomCss, before: `${grounds}\n` });
}

function worstItem(
  { number: place, title, trouble, what, times, why }: SaidStep,
  { words }: SaidRoom,
): string {
  return `<li>
<h3><a href="#step-${place}">${place}. ${text(title)}</a></h3>
<p>${words.named(`<span class="trouble">${text(trouble)}</span>`, text(what.join(' · ')))}</p>
${times === undefined ? '' : `<p class="fact">${text(times)}</p>`}
${why.length > 0 ? `<ul>${why.map(({ learners, text: reason }) => `<li>${text(words.met(learners, reason))}</li>`).join('')}</ul>` : ''}
</li>`;
}

function stepRow(step: SaidStep, room: SaidRoom): string {
  const cells = [
    numberCell(String(step.number)),
    `<th scope="row">${text(step.title)}</th>`,
    cell(outcomeBar(step, room)),
    numberCell(ofReached(step)),
    ...[step.failed, step.hints, step.hands].map((count) => numberCell(String(count))),
    cell(timeBar(step, room)),
    numberCell(clock(step.median)),
    numberCell(clock(step.p90)),
  ];
  return `<tr id="step-${step.number}"${room.worst.includes(step) ? ' class="ranked"' : ''}>${cells.join('')}</tr>`;
}

function learnerRow(learner: SaidLearner, room: SaidRoom): string {
  const cells = [
    `<th scope="row"><bdi>${text(learner.name)}</bdi></th>`,
    cell(strip(learner, room)),
    numberCell(`${learner.done}/${learner.total}`),
    ...[learner.failures, learner.hints, learner.hands].map((count) => numberCell(String(count))),
    numberCell(clock(learner.spent)),
    cell(text(learner.place)),
  ];
  return `<tr>${cells.join('')}</tr>`;
}

function table(header: readonly string[], rows: readonly string[]): string {
  return `<div class="wide"><table>
<thead><tr>${header.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function said(label: string): string {
  return `<th scope="col">${text(label)}</th>`;
}

function number(label: string): string {
  return `<th scope="col" class="number">${text(label)}</th>`;
}

function cell(content: string): string {
  return `<td>${content}</td>`;
}

function numberCell(content: string): string {
  return `<td class="number">${content}</td>`;
}
