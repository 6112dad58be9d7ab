import { isSettled, path } from '../../engine/select.ts';
import type { RunState, StepState } from '../../engine/state.ts';
import { proseOf } from '../../lesson/load.ts';
import type { Session } from '../../runner/session.ts';
import type { Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Page } from '../page.ts';
import { renderProse } from '../prose/render.ts';
import { screenStyle } from '../prose/style.ts';
import { clip, wrap } from '../text.ts';
import { theme } from '../theme.ts';
import { titleOf } from './section.ts';
import { markOf, sayAnswers } from './summary.ts';

/** The first step that is not done yet; undefined where the learner is through. */
export function openStepOf(state: RunState): StepState | undefined {
  return path(state).find((step) => !isSettled(step));
}

/** The last page: what was done, and the lesson's own last words. */
export function finishPage({ state, lesson }: Session, say: Messages, width: number, notice?: string): Page {
  const steps = path(state);
  const count = (status: StepState['status']) => steps.filter((step) => step.status === status).length;
  const prose = proseOf(lesson, state.language);
  const open = openStepOf(state);
  const answers = sayAnswers(state, say);
  const summary = say.finishSummary(count('done'), count('skipped'), minutesOf(state));
  const offers: Offer[] = open
    ? [
        { intent: 'primary', text: say.keys.toOpen },
        { intent: 'back', text: say.keys.back },
        { intent: 'transcript', text: say.keys.transcript },
        { intent: 'quit', text: say.keys.leave },
      ]
    : [
        { intent: 'primary', text: say.keys.leave },
        { intent: 'transcript', text: say.keys.transcript },
        { intent: 'back', text: say.keys.back },
      ];
  return {
    left: open ? say.unfinishedTitle : say.finishTitle,
    right: prose.title,
    progress: steps.filter(isSettled).length / steps.length,
    lines: [
      '',
      ...(notice === undefined ? [] : [...wrap(notice, width).map((line) => theme.accent(line)), '']),
      open
        ? theme.wait(say.unfinished(steps.filter((step) => !isSettled(step)).length))
        : theme.good(summary),
      ...(answers === undefined || open ? [] : [answers]),
      '',
      ...(open ? [] : renderProse(prose.closing, width, screenStyle(say))),
      ...(open || prose.closing.length === 0 ? [] : ['']),
      ...steps.map((step) => clip(`${markOf(step)} ${titleOf(lesson, step, state.language)}`, width)),
      ...(open ? [] : whatNext(lesson.id, say, width)),
    ],
    offers,
  };
}

/** What one may do after the last step. */
function whatNext(lesson: string, { learning }: Messages, width: number): string[] {
  const lines = [
    learning.transcript(`pilotage transcript ${lesson}`),
    learning.again(`pilotage reset ${lesson}`),
  ];
  return ['', theme.title(learning.whatNext), ...lines.flatMap((line) => wrap(line, width))];
}

/** From the first event to the last; undefined where the run has obviously been left in between. */
function minutesOf(state: RunState): number | undefined {
  const minutes = Math.round((Date.parse(state.lastAt) - Date.parse(state.startedAt)) / 60_000);
  return minutes < 1 || minutes > 240 ? undefined : minutes;
}
