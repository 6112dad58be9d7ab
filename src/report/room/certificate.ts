import { escapeHtml as text } from '../page/escape.ts';
import { day, type SaidLearner, type SaidRoom, sayTime } from './said.ts';

/** A page for each learner who finished: what they did with their own hands, and what was done for them. */
export function certificates(room: SaidRoom): string {
  const pages = room.learners.flatMap((learner) =>
    learner.finishedAt === null ? [] : [certificate(learner, learner.finishedAt, room)],
  );
  if (pages.length === 0) return '';
  return `<section class="certificates">
<h2>${text(room.words.certificates)}</h2>
${pages.join('\n')}
</section>`;
}

function certificate(
  learner: SaidLearner,
  finishedAt: number,
  { words, lesson, language }: SaidRoom,
): string {
  const said = words.certificate;
  const { done, total, carried, skipped, spent, name } = learner;
  const facts = [
    said.steps(done, total, sayTime(spent, words)),
    ...(carried > 0 ? [said.carried(carried)] : []),
    ...(skipped > 0 ? [said.skipped(skipped)] : []),
  ];
  return `<article class="certificate">
<h3>${text(said.title)}</h3>
<p class="name"><bdi>${text(name)}</bdi></p>
<p>${text(said.completed)}</p>
<p class="lesson">${text(lesson)}</p>
${facts.map((fact) => `<p class="fact">${text(fact)}</p>`).join('\n')}
<p class="sign"><span>${text(day(finishedAt, language))}</span><span>${text(said.instructor)}</span></p>
</article>`;
}
