import type { Language } from '../../base/languages.ts';
import type { ClassFigures, LearnerFigures, StepFigures, Titles, Try } from '../../engine/figures.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import { type Mark, type RoomWords, roomWords } from './words/words.ts';

/** What a class did, in the words of a language: the same for every format. */
export interface SaidRoom {
  readonly language: Language;
  readonly words: RoomWords;
  readonly title: string;
  readonly lesson: string;
  readonly facts: readonly string[];
  /** In the lesson's order. */
  readonly steps: readonly SaidStep[];
  /** Those to be mended first, the worst first. */
  readonly worst: readonly SaidStep[];
  readonly learners: readonly SaidLearner[];
}

export interface SaidStep extends StepFigures {
  /** From 1. */
  readonly number: number;
  readonly title: string;
  /** How many had trouble, in words. */
  readonly trouble: string;
  /** What the trouble was; only what there was of it. */
  readonly what: readonly string[];
  /** Undefined where nobody did it. */
  readonly times: string | undefined;
  /** Why it failed, what most learners met first. */
  readonly why: readonly { readonly learners: number; readonly text: string }[];
}

export interface SaidLearner extends LearnerFigures {
  /** That they finished, or the step that they are at. */
  readonly place: string;
}

/** More than these are not a place to begin at; nor, but for the first, is what fewer than this share had trouble with. */
const worstShown = 5;
const worthMending = 0.2;
const reasonsShown = 3;

export function sayRoom(figures: ClassFigures, language: Language): SaidRoom {
  const words = roomWords(language);
  const title = (titles: Titles) => titles[language] ?? titles.en;
  const steps = figures.steps.map((step, index) => sayStep(step, index + 1, title(step.titles), language));
  const finished = figures.learners.filter(({ finishedAt }) => finishedAt !== null).length;
  const lesson = title(figures.lesson.titles);
  return {
    language,
    words,
    lesson,
    title: words.title(lesson),
    facts: [
      words.facts(figures.room, day(figures.openedAt, language), figures.lesson.version),
      figures.learners.length === 0 ? words.nobody : words.learners(figures.learners.length, finished),
      ...(figures.ended ? [] : [words.stillOpen]),
    ],
    steps,
    worst: steps
      .filter(({ rank, troubled, reached }) => rank === 1 || (rank && troubled / reached >= worthMending))
      .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
      .slice(0, worstShown),
    learners: figures.learners.map((learner) => {
      const at = steps.find(({ id }) => id === learner.at);
      const place = learner.finishedAt === null ? (at ? `${at.number}. ${at.title}` : '') : words.finished;
      return { ...learner, place };
    }),
  };
}

function sayStep(step: StepFigures, number: number, title: string, language: Language): SaidStep {
  const words = roomWords(language);
  const { failed, hints, hinted, hands, skipped, stuck } = step;
  return {
    ...step,
    number,
    title,
    trouble: words.trouble(step.troubled, step.reached),
    what: [
      ...(failed > 0 ? [words.failed(failed)] : []),
      ...(hints > 0 ? [words.hints(hints, hinted)] : []),
      ...(hands > 0 ? [words.hands(hands)] : []),
      ...(skipped > 0 ? [words.skipped(skipped)] : []),
      ...(stuck > 0 ? [words.stuck(stuck)] : []),
    ],
    times: sayTimes(step, words),
    why: step.reasons
      .slice(0, reasonsShown)
      .map(({ reason, learners }) => ({ learners, text: sayReason(reason, language) })),
  };
}

function sayTimes({ done, median, p90 }: StepFigures, words: RoomWords): string | undefined {
  if (median === null || p90 === null) return undefined;
  return done === 1
    ? words.took(sayTime(median, words))
    : words.times(sayTime(median, words), sayTime(p90, words));
}

/** What came of a step for a learner, as a plot shows it. */
export function markOf({ outcome, failures, hints, hand }: Try): Mark {
  return outcome === 'done' && (failures.length > 0 || hints > 0 || hand) ? 'troubled' : outcome;
}

/** A time in words: `4 min 10 s`. */
export function sayTime(ms: number, { duration }: RoomWords): string {
  const { hours, minutes, seconds } = parts(ms);
  return duration(hours, minutes, seconds);
}

/** A time for a table: `4:10`, `1:04:10`; a dash where there is none. */
export function clock(ms: number | null): string {
  if (ms === null) return '–';
  const { hours, minutes, seconds } = parts(ms);
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

function parts(ms: number) {
  const all = Math.round(ms / 1000);
  return { hours: Math.floor(all / 3600), minutes: Math.floor(all / 60) % 60, seconds: all % 60 };
}

/** How many of those who came to a step had trouble; a dash where nobody came. */
export function ofReached({ troubled, reached }: StepFigures): string {
  return reached === 0 ? '–' : `${troubled}/${reached}`;
}

/** A day, as it is written in a language; where this program runs. */
export function day(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
}
