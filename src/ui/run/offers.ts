import { actions, currentStep, isGreen, lostSteps } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import type { Session } from '../../runner/session.ts';
import type { Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import { type Intent, keysOf } from '../keys/keymap.ts';
import { type BesideCluster, clusterOffers } from './cluster/cluster-offers.ts';
import type { Input } from './input/input.ts';
import { languageOffer } from './language.ts';
import { primaryAction } from './primary.ts';
import { askedNow } from './questions.ts';
import type { ClassRoom } from './room/class-room.ts';
import { calledTo } from './room/room-news.ts';
import { hintsLeft } from './section.ts';

/** What there is to be done with what is on the screen. */
export interface OnScreen {
  /** The pane that the keys move has more than it shows. */
  readonly scroll: boolean;
  readonly output: boolean;
  /** There is more than one pane. */
  readonly panes: boolean;
  readonly cluster: BesideCluster;
  /** The room that the run is a part of. */
  readonly room: ClassRoom | undefined;
  /** Enter is about an object of the cluster, and not about the step. */
  readonly enterTaken: boolean;
}

/** Where lines of text are all there is. */
export const nothingOnScreen: OnScreen = {
  scroll: false,
  output: false,
  panes: false,
  cluster: undefined,
  room: undefined,
  enterTaken: false,
};

/** What the step screen offers now, the most useful first; help and leaving are always the last. */
export function stepOffers(session: Session, say: Messages, has: Readonly<OnScreen>): Offer[] {
  const { state, lesson } = session;
  const allowed = actions(state);
  const primary = has.enterTaken ? undefined : primaryAction(state);
  const offers: Offer[] = [];
  const offer = (intent: Offer['intent'], label: keyof Messages['keys']) =>
    offers.push({ intent, text: say.keys[label] });
  if (primary === 'run') offers.push({ intent: 'primary', text: say.keys[runLabel(session)], same: 'again' });
  else if (primary) offers.push({ intent: 'primary', text: say.keys[primary], same: 'next' });
  if (allowed.has('stop')) offer('stop', 'stop');
  if (has.scroll) offer('down', 'scroll');
  if (allowed.has('run') && primary !== 'run') offer('again', runLabel(session));
  if (allowed.has('run')) offer('edit', 'edit');
  if (allowed.has('hint') && hintsLeft({ state, lesson }) > 0) offer('hint', 'hint');
  const asked = askedNow(session);
  if (asked)
    offers.push({ intent: 'answer', text: say.learning.keys.answer, keys: rangeOf('answer', asked.choices) });
  const step = currentStep(state);
  if (step && isAskedWhy(step)) offers.push({ intent: 'why', text: say.learning.keys.why });
  for (const ahead of ['next', 'finish'] as const)
    if (allowed.has(ahead) && primary !== ahead) offer('next', ahead);
  if (allowed.has('back')) offer('back', 'back');
  if (allowed.has('skip')) offer('skip', 'skip');
  if (lostSteps(state).length > 0) offer('mend', 'mend');
  offers.push(...roomOffers(session, has.room, say));
  offers.push({ intent: 'steps', text: say.learning.keys.steps });
  if (allowed.has('shell')) offer('shell', 'shell');
  if (allowed.has('aside')) offer('aside', 'aside');
  if (has.output) offer('search', 'search');
  if (has.output || step?.plan.command) offer('copy', 'copy');
  offers.push(...clusterOffers(session, say, has.cluster));
  if (has.panes) offer('pane', 'pane');
  offers.push(...languageOffer(lesson, state.language));
  offer('help', 'help');
  offer('quit', 'leave');
  return offers;
}

/** What there is to be done in a room. */
function roomOffers(session: Session, room: ClassRoom | undefined, { room: words }: Messages): Offer[] {
  if (!room) return [];
  const { keys } = words;
  return [
    ...(calledTo(session, room.view) ? [{ intent: 'catch-up', text: keys.catchUp } as const] : []),
    ...(room.view?.ended ? [] : [{ intent: 'hand', text: room.handUp ? keys.lower : keys.raise } as const]),
    { intent: 'room', text: keys.room },
  ];
}

/** The checks are what the step waits for, and not all of them are green. */
function isAskedWhy(step: StepState): boolean {
  const { status, plan } = step;
  if (status === 'checking' || status === 'failed') return true;
  const isForLearner = status === 'reading' && !plan.command && plan.checks.length > 0;
  return (isForLearner || (status === 'running' && plan.untilChecks)) && !isGreen(step);
}

/** The same while something is searched for: where else it is comes first, and has the key of the next step. */
export function searchOffers(others: readonly Offer[], { keys }: Messages): Offer[] {
  return [
    { intent: 'find-next', text: keys.findNext },
    { intent: 'find-previous', text: keys.findPrevious },
    { intent: 'close', text: keys.endSearch },
    ...others.filter(({ intent }) => intent !== 'next'),
  ];
}

/** The same while steps are done for the learner: they may look, and stop it. */
export function underWayOffers(others: readonly Offer[], { keys }: Messages): Offer[] {
  return [{ intent: 'stop', text: keys.stop }, ...others.filter(({ intent }) => looking.includes(intent))];
}

const looking: readonly Intent[] = [
  'down',
  'pane',
  'language',
  'help',
  'why',
  'cluster',
  'beside',
  'hint',
  'search',
  'find-next',
  'find-previous',
  'close',
  'copy',
  'hand',
  'room',
  'quit',
];

/** While something is typed; `history`: there are commands to go back to. */
export function inputOffers({ of }: Input, { keys }: Messages, history: boolean): Offer[] {
  return [
    { intent: 'primary', text: of === 'search' ? keys.find : keys.runEdited },
    ...(history && of !== 'search' ? [{ intent: 'up', text: keys.history } as const] : []),
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
