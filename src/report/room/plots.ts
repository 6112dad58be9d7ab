import { escapeHtml as text } from '../page/escape.ts';
import { markOf, type SaidLearner, type SaidRoom, type SaidStep } from './said.ts';
import type { Mark } from './words/words.ts';

const barWidth = 170;
const timeWidth = 120;
const height = 14;
const cell = 9;

/** What a bar is made of, in its order. */
const segments: readonly Mark[] = ['done', 'troubled', 'open', 'skipped', 'carried'];
const legendOrder: readonly Mark[] = [...segments, 'ahead'];

/** The grounds of all plots: told apart by pattern as well as by colour. Once a page. */
export const grounds = `<svg class="grounds" width="0" height="0" aria-hidden="true"><defs>
<pattern id="troubled" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="f-troubled"/><rect width="2" height="6" class="f-ground"/></pattern>
<pattern id="open" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" class="f-open"/><rect width="4" height="1" class="f-ground"/></pattern>
<pattern id="skipped" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="1.5" height="4" class="f-skipped"/></pattern>
<pattern id="carried" width="4" height="4" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1.2" class="f-carried"/></pattern>
</defs></svg>`;

/** How many learners got through a step, and how; the whole width is the whole class. */
export function outcomeBar({ number }: SaidStep, { learners, words }: SaidRoom): string {
  const marks = learners.flatMap(({ passages }) => passages[number - 1] ?? []).map(markOf);
  const counts = segments
    .map((mark) => ({ mark, count: marks.filter((one) => one === mark).length }))
    .filter(({ count }) => count > 0);
  let x = 0;
  const rects = counts.map(({ mark, count }) => {
    const width = (count / Math.max(1, learners.length)) * barWidth;
    const rect = `<rect x="${round(x)}" width="${round(width)}" height="${height}" class="m ${mark}"/>`;
    x += width;
    return rect;
  });
  const said = counts.map(({ mark, count }) => `${words.legend[mark]}: ${count}`).join(', ');
  return svg(
    barWidth,
    said,
    `<rect width="${barWidth}" height="${height}" class="m ahead"/>${rects.join('')}`,
  );
}

/** The time that a step took: a bar as long as half of them needed at most, a line as long as nine of ten. */
export function timeBar({ median, p90, times }: SaidStep, { steps }: SaidRoom): string {
  if (median === null || p90 === null) return '';
  const longest = Math.max(1, ...steps.map((step) => step.p90 ?? 0));
  const x = (ms: number) => round((ms / longest) * (timeWidth - 2));
  const middle = height / 2;
  return svg(
    timeWidth,
    times ?? '',
    `<rect y="3" width="${x(median)}" height="${height - 6}" class="time"/><path d="M${x(median)} ${middle}H${x(p90)}M${x(p90)} 2V${height - 2}" class="whisker"/>`,
  );
}

/** A learner's way through the lesson: a box for each step. */
export function strip({ passages, done, total }: SaidLearner, { words }: SaidRoom): string {
  const marks = passages.map(markOf);
  // One path for each kind of box keeps the page of a big class small.
  const paths = [...new Set(marks)]
    .filter((mark) => mark !== 'elsewhere')
    .map((mark) => {
      const boxes = marks.flatMap((one, index) =>
        one === mark ? [`M${index * (cell + 1)} 1h${cell}v${height - 2}h-${cell}z`] : [],
      );
      return `<path d="${boxes.join('')}" class="m ${mark}"/>`;
    });
  return svg(marks.length * (cell + 1), `${words.columns.done}: ${done}/${total}`, paths.join(''));
}

/** What the grounds mean. */
export function legend({ words }: SaidRoom): string {
  const items = legendOrder.map(
    (mark) =>
      `<li><svg width="${height}" height="${height}" aria-hidden="true"><rect x="1" y="1" width="${height - 2}" height="${height - 2}" class="m ${mark}"/></svg> ${text(words.legend[mark])}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}

function svg(width: number, said: string, content: string): string {
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(said)}">${content}</svg>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
