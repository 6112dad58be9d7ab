import { actions, currentStep, lostSteps } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import type { Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import { type Intent, keysOf } from '../keys/keymap.ts';
import { clusterOffers } from './cluster/cluster-offers.ts';
import type { Input } from './input/input.ts';
import { languageOffer } from './language.ts';
import { primaryAction } from './primary.ts';
import { askedNow } from './questions.ts';
import { hintsLeft } from './section.ts';

/** What there is to be done with what is on the screen. */
export interface OnScreen {
  /** The pane that the keys move has more than it shows. */
  readonly scroll: boolean;
  readonly output: boolean;
}

/** What the step screen offers now, the most useful first; help and leaving are always the last. */
export function stepOffers(session: Session, say: Messages, has: Readonly<OnScreen>): Offer[] {
  const { state, lesson } = session;
  const allowed = actions(state);
  const primary = primaryAction(state);
  const offers: Offer[] = [];
  const offer = (intent: Offer['intent'], label: keyof Messages['keys']) =>
    offers.push({ intent, text: say.keys[label] });
  if (primary) offer('primary', primary === 'run' ? runLabel(session) : primary);
  if (allowed.has('stop')) offer('stop', 'stop');
  if (has.scroll) offer('down', 'scroll');
  if (allowed.has('run') && primary !== 'run') offer('again', runLabel(session));
  if (allowed.has('run')) offer('edit', 'edit');
  if (allowed.has('hint') && hintsLeft({ state, lesson }) > 0) offer('hint', 'hint');
  const asked = askedNow(session);
  if (asked)
    offers.push({ intent: 'answer', text: say.learning.keys.answer, keys: rangeOf('answer', asked.choices) });
  const step = currentStep(state);
  if (step?.status === 'checking' || step?.status === 'failed')
    offers.push({ intent: 'why', text: say.learning.keys.why });
  if (allowed.has('next') && primary !== 'next') offer('next', 'next');
  if (allowed.has('back')) offer('back', 'back');
  if (allowed.has('skip')) offer('skip', 'skip');
  if (lostSteps(state).length > 0) offer('mend', 'mend');
  if (allowed.has('shell')) offers.push({ intent: 'steps', text: say.learning.keys.steps });
  if (allowed.has('shell')) offer('shell', 'shell');
  if (allowed.has('aside')) offer('aside', 'aside');
  if (has.output) offer('search', 'search');
  if (has.output || primary === 'run') offer('copy', 'copy');
  offers.push(...clusterOffers(session, say));
  offers.push(...languageOffer(lesson, state.language));
  offer('help', 'help');
  offer('quit', 'leave');
  return offers;
}

/** The same while something is searched for: where else it is comes first. */
export function searchOffers(session: Session, say: Messages, has: Readonly<OnScreen>): Offer[] {
  const others = stepOffers(session, say, has);
  const stay: readonly Offer['intent'][] = ['primary', 'stop', 'down', 'help', 'quit'];
  return [
    { intent: 'find-next', text: say.keys.findNext },
    { intent: 'find-previous', text: say.keys.findPrevious },
    { intent: 'close', text: say.keys.endSearch },
    ...others.filter(({ intent }) => stay.includes(intent)),
  ];
}

export function inputOffers({ of }: Input, { keys }: Messages): Offer[] {
  return [
    { intent: 'primary', text: of === 'search' ? keys.find : keys.runEdited },
    { intent: 'close', text: keys.cancel },
  ];
}

/** The first so many keys of an intent. */
function rangeOf(intent: Intent, count: number): string {
  const keys = keysOf(intent);
  return `${keys[0]}–${keys[count - 1]}`;
}

/** What running means now: for the first time, again, or back to the lesson's own command. */
function runLabel(session: Session): 'run' | 'again' | 'original' {
  const current = currentStep(session.state);
  if (!current?.command || current.status === 'reading') return 'run';
  return current.command.command === session.step(current.plan.id).run ? 'again' : 'original';
}
