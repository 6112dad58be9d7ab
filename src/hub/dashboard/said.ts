import type { Language } from '../../base/languages.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import type { LearnerGlance, StuckFor } from '../room/select.ts';
import type { RoomState } from '../room/state.ts';
import { type Class, learnerOf, stepStateOf } from './class.ts';
import type { Spoken } from './i18n/spoken.ts';

/** Why a learner counts as stuck, a sentence each. */
export function stuckReasons(room: Class, learner: LearnerGlance, spoken: Spoken): string[] {
  return learner.stuckFor.map((why) => stuckReason(why, room, learner, spoken));
}

function stuckReason(why: StuckFor, room: Class, learner: LearnerGlance, { words, time }: Spoken): string {
  const known = learnerOf(room.state, learner.id);
  switch (why) {
    case 'slow':
      return words.slow(time(learner.since), time(room.usual.get(learner.step ?? '') ?? 0));
    case 'failing':
      return words.failing(known?.failing?.times ?? 0);
    case 'silent':
      return words.silent(time(room.now - (known?.activeAt ?? room.now)));
  }
}

/** What is wrong with the step that a learner is at, as they read it themselves; undefined where nothing is. */
export function troubleOf(state: RoomState, id: string, language: Language): string | undefined {
  const learner = learnerOf(state, id);
  const step = learner && stepStateOf(learner);
  const red = step?.verdicts.find((verdict) => verdict.verdict === 'red');
  const reason = red?.reason ?? step?.reason ?? step?.command?.end?.reason;
  return reason && sayReason(reason, language);
}
