import type { Lesson } from '../../lesson/load.ts';
import type { Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Intent } from '../keys/keymap.ts';
import { languageOffer } from '../run/language.ts';
import type { LeadView } from './lead-view.ts';
import type { ClassNow } from './led-room.ts';

/**
 * Where there is not room for all. What helps one learner stays longest, and the pause: a class does not wait until
 * somebody has found the help.
 */
export const leadGivesWay: readonly Intent[] = [
  'language',
  'end',
  'room',
  'back',
  'catch-up',
  'down',
  'next',
  'free',
  'pane',
];

/** What the instructor can do now, the most useful first. */
export function leadOffers(
  { focus, message, step, language }: LeadView,
  now: ClassNow,
  { lesson, say, scrolls }: { lesson: Lesson; say: Messages; scrolls: boolean },
): Offer[] {
  const { keys } = say;
  const words = say.lead.keys;
  const { steps } = lesson.file;
  if (message) {
    return [
      { intent: 'primary', text: words.send },
      { intent: 'close', text: keys.cancel },
    ];
  }
  const offers: Offer[] = [];
  const offer = (intent: Offer['intent'], text: string) => offers.push({ intent, text });
  const hasLearners = now.learners.length > 0;
  const ofLearner = focus === 'learners' && hasLearners;
  const isLast = steps.at(-1)?.id === now.gate;
  if (ofLearner) offer('primary', words.look);
  else if (!now.ended && now.gate !== null && !isLast) offer('primary', words.open);
  if (!now.ended) {
    offer('free', now.gate === null ? words.gate : words.free);
    offer('pause', now.paused ? words.goOn : words.pause);
    offer('aside', words.message);
    if (ofLearner) offer('nudge', words.nudge);
    if (now.hands.length > 0) offer('hand', words.lower);
    offer('catch-up', words.everyone);
  }
  if (!ofLearner) {
    if (step !== steps.at(-1)?.id) offer('next', words.next);
    if (step !== steps[0]?.id) offer('back', words.back);
  }
  if (scrolls || ofLearner) offer('down', ofLearner ? keys.select : keys.scroll);
  if (hasLearners) offer('pane', focus === 'notes' ? words.toClass : words.toNotes);
  offer('room', words.invitation);
  if (!now.ended) offer('end', words.end);
  offers.push(...languageOffer(lesson, language));
  offer('help', keys.help);
  offer('quit', keys.leave);
  return offers;
}
