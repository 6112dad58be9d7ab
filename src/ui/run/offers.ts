import { actions, currentStep, lostSteps } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import type { Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import { languageOffer } from './language.ts';
import { primaryAction } from './primary.ts';
import { hintsLeft } from './section.ts';

/** What the step screen offers now, the most useful first; help and leaving are always the last. */
export function stepOffers(session: Session, say: Messages, scrolls: boolean): Offer[] {
  const { state, lesson } = session;
  const allowed = actions(state);
  const primary = primaryAction(state);
  const offers: Offer[] = [];
  const offer = (intent: Offer['intent'], label: keyof Messages['keys']) =>
    offers.push({ intent, text: say.keys[label] });
  if (primary) offer('primary', primary === 'run' ? runLabel(session) : primary);
  if (allowed.has('stop')) offer('stop', 'stop');
  if (scrolls) offer('down', 'scroll');
  if (allowed.has('run') && primary !== 'run') offer('again', runLabel(session));
  if (allowed.has('run')) offer('edit', 'edit');
  if (allowed.has('hint') && hintsLeft({ state, lesson }) > 0) offer('hint', 'hint');
  if (allowed.has('next') && primary !== 'next') offer('next', 'next');
  if (allowed.has('back')) offer('back', 'back');
  if (allowed.has('skip')) offer('skip', 'skip');
  if (lostSteps(state).length > 0) offer('mend', 'mend');
  if (allowed.has('shell')) offer('shell', 'shell');
  if (session.checkContext().kubeconfig !== '')
    offers.push({ intent: 'cluster', text: say.live.keys.cluster });
  offers.push(...languageOffer(lesson, state.language));
  offer('help', 'help');
  offer('quit', 'leave');
  return offers;
}

export function editOffers({ keys }: Messages): Offer[] {
  return [
    { intent: 'primary', text: keys.runEdited },
    { intent: 'close', text: keys.cancel },
  ];
}

/** What running means now: for the first time, again, or back to the lesson's own command. */
function runLabel(session: Session): 'run' | 'again' | 'original' {
  const current = currentStep(session.state);
  if (!current?.command || current.status === 'reading') return 'run';
  return current.command.command === session.step(current.plan.id).run ? 'again' : 'original';
}
