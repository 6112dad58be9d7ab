import { InterruptedError } from '../../base/errors.ts';
import type { Lesson } from '../../lesson/load.ts';
import { type LessonResult, notRun } from '../../report/result.ts';
import { type LessonOptions, validateLesson } from './lesson.ts';
import { stepRange } from './range.ts';

export interface AllOptions extends Omit<LessonOptions, 'range'> {
  /** `--steps`. */
  readonly steps?: string;
  /** How many lessons at once, each on a cluster of its own. */
  readonly jobs: number;
  /** Begin no other lesson after one that failed. */
  readonly bail: boolean;
}

/** Proves lessons, some at once. What is said and what is returned is in the order of the lessons all the same. */
export async function validateAll(
  lessons: readonly Lesson[],
  { steps, jobs, bail, ...options }: AllOptions,
  talk: (text: string) => void,
  signal: AbortSignal,
): Promise<LessonResult[]> {
  const ranges = lessons.map(({ file }) => stepRange(file, steps));
  const results: (LessonResult | undefined)[] = lessons.map(() => undefined);
  const voices = inOrder(lessons.length, talk);
  let next = 0;
  let stopped = false;
  const work = async () => {
    while (next < lessons.length && !stopped) {
      const index = next++;
      const [lesson, range, voice] = [lessons[index], ranges[index], voices[index]];
      if (!lesson || !range || !voice) return;
      if (signal.aborted) throw new InterruptedError('Interrupted.');
      results[index] = await validateLesson(lesson, { ...options, range }, voice.talk, signal);
      voice.end();
      if (bail && results[index]?.status === 'failed') stopped = true;
    }
  };
  // All of them end before anything is thrown: each has a cluster to take down.
  const ends = await Promise.allSettled(Array.from({ length: Math.min(jobs, lessons.length) }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return lessons.map((lesson, index) => results[index] ?? notRun(lesson));
}

/** Voices that are heard one after the other: what a later one says is kept until those before it have ended. */
export function inOrder(count: number, talk: (text: string) => void) {
  const kept = Array.from({ length: count }, () => ({ said: '', over: false }));
  let turn = 0;
  const go = () => {
    for (let voice = kept[turn]; voice; voice = kept[turn]) {
      if (voice.said !== '') talk(voice.said);
      voice.said = '';
      if (!voice.over) return;
      turn += 1;
    }
  };
  return kept.map((voice) => ({
    talk(text: string) {
      voice.said += text;
      go();
    },
    end() {
      voice.over = true;
      go();
    },
  }));
}
