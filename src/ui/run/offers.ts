import { actions, currentStep } from '../../engine/select.ts';
import type { RunState } from '../../engine/state.ts';
import type { Offer } from '../footer.ts';
import { primaryAction } from './primary.ts';

/** What the step screen offers at a state, the most useful first; help and leaving are always the last. */
export function stepOffers(state: RunState, hintsLeft: number, scrolls: boolean): Offer[] {
  const allowed = actions(state);
  const primary = primaryAction(state);
  const offers: Offer[] = [];
  if (primary)
    offers.push({ intent: 'primary', label: primary === 'run' && ranBefore(state) ? 'again' : primary });
  if (allowed.has('stop')) offers.push({ intent: 'stop', label: 'stop' });
  if (scrolls) offers.push({ intent: 'down', label: 'scroll' });
  if (allowed.has('run') && primary !== 'run') offers.push({ intent: 'again', label: 'again' });
  if (allowed.has('run')) offers.push({ intent: 'edit', label: 'edit' });
  if (allowed.has('hint') && hintsLeft > 0) offers.push({ intent: 'hint', label: 'hint' });
  if (allowed.has('next') && primary !== 'next') offers.push({ intent: 'next', label: 'next' });
  if (allowed.has('back')) offers.push({ intent: 'back', label: 'back' });
  if (allowed.has('skip')) offers.push({ intent: 'skip', label: 'skip' });
  if (allowed.has('shell')) offers.push({ intent: 'shell', label: 'shell' });
  offers.push(
    { intent: 'language', label: 'language' },
    { intent: 'help', label: 'help' },
    { intent: 'quit', label: 'leave' },
  );
  return offers;
}

export const editOffers: readonly Offer[] = [
  { intent: 'primary', label: 'runEdited' },
  { intent: 'close', label: 'cancel' },
];

function ranBefore(state: RunState): boolean {
  const step = currentStep(state);
  return step?.command?.end !== undefined && step.command.end.ending === undefined;
}
