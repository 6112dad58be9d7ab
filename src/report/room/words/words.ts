import type { Language } from '../../../base/languages.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { zh } from './zh.ts';

/** What the report of a room says. Numbers of learners are of those who came to the step themselves. */
export interface RoomWords {
  readonly title: (lesson: string) => string;
  readonly facts: (room: string, when: string, version: string) => string;
  readonly learners: (count: number, finished: number) => string;
  readonly stillOpen: string;
  readonly nobody: string;
  readonly worst: string;
  readonly noTrouble: string;
  readonly trouble: (count: number, of: number) => string;
  readonly named: (name: string, what: string) => string;
  readonly failed: (learners: number) => string;
  readonly hints: (hints: number, learners: number) => string;
  readonly hands: (learners: number) => string;
  readonly skipped: (learners: number) => string;
  readonly stuck: (learners: number) => string;
  /** The time of the only one who did it. */
  readonly took: (time: string) => string;
  readonly times: (median: string, p90: string) => string;
  readonly met: (learners: number, reason: string) => string;
  readonly steps: string;
  readonly people: string;
  readonly finished: string;
  readonly columns: Readonly<Record<Column, string>>;
  /** What a bar or a box of a plot stands for. */
  readonly legend: Readonly<Record<Mark, string>>;
  /** How all this was counted. */
  readonly counted: readonly string[];
  readonly duration: (hours: number, minutes: number, seconds: number) => string;
  readonly certificates: string;
  readonly certificate: {
    readonly title: string;
    readonly completed: string;
    readonly steps: (done: number, total: number, time: string) => string;
    readonly carried: (count: number) => string;
    readonly skipped: (count: number) => string;
    readonly instructor: string;
  };
}

type Column =
  | 'step'
  | 'trouble'
  | 'failed'
  | 'skipped'
  | 'open'
  | 'carried'
  | 'hints'
  | 'hands'
  | 'median'
  | 'p90'
  | 'reasons'
  | 'learner'
  | 'done'
  | 'failures'
  | 'time'
  | 'place';

export type Mark = 'done' | 'troubled' | 'skipped' | 'open' | 'carried' | 'ahead' | 'elsewhere';

const all: Readonly<Record<Language, RoomWords>> = { en, fr, zh };

export function roomWords(language: Language): RoomWords {
  return all[language];
}
