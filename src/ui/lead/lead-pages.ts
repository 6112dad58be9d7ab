import type { Language } from '../../base/languages.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import { leadHelpPage } from '../help.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Page } from '../page.ts';
import { harmless, wrap, wrapExactly } from '../text.ts';
import { marks, theme } from '../theme.ts';
import type { LeadView } from './lead-view.ts';
import type { LedRoom } from './led-room.ts';

/** A screen of the instructor's that is lines to read. */
export function leadPage(view: LeadView, room: LedRoom, say: Messages, width: number): Page | undefined {
  switch (view.screen) {
    case 'class':
      return undefined;
    case 'help':
      return leadHelpPage(say, width);
    case 'invitation':
      return invitationPage(room, say, width);
    case 'helpers':
      return helpersPage(room, say, width);
    case 'end':
      return endPage(say, width);
    case 'learner':
      return learnerPage(view.learner ?? '', room, say, view.language, width);
  }
}

function invitationPage(room: LedRoom, say: Messages, width: number): Page {
  return {
    left: say.lead.invitationTitle,
    right: say.lead.room(room.code),
    lines: [
      '',
      ...room.addresses
        .map((address) => theme.strong(`pilotage join ${address}`))
        .flatMap((line) => wrapExactly(line, width)),
      '',
      ...room.qr,
      '',
      ...wrap(say.lead.roomLogged(room.keptDays), width),
    ],
    offers: [
      { intent: 'pane', text: say.lead.keys.helpers },
      { intent: 'close', text: say.keys.close },
    ],
  };
}

/** What nobody in the class is to see: whoever has these leads it, or reads along. */
function helpersPage(room: LedRoom, say: Messages, width: number): Page {
  const { lead } = say;
  return {
    left: lead.helpersTitle,
    right: lead.room(room.code),
    lines: [
      '',
      ...wrap(theme.wait(lead.helpersText), width),
      ...(['instructor', 'assistant', 'projector'] as const).flatMap((role) => [
        '',
        theme.title(lead.roles[role]),
        ...wrapExactly(room.pages[role], width),
      ]),
    ],
    offers: [{ intent: 'close', text: say.keys.close }],
  };
}

function endPage(say: Messages, width: number): Page {
  return {
    left: say.lead.endTitle,
    right: '',
    lines: ['', ...say.lead.endText.flatMap((text) => [...wrap(text, width), ''])],
    offers: [
      { intent: 'primary', text: say.learning.keys.yes },
      { intent: 'close', text: say.keys.cancel },
    ],
  };
}

function learnerPage(id: string, room: LedRoom, say: Messages, language: Language, width: number): Page {
  const { lead } = say;
  const learner = room.now.learners.find((one) => one.id === id);
  const details = room.learner(id);
  const verdicts = (details?.verdicts ?? []).flatMap((verdict, index) => {
    const label = lead.check(index + 1);
    if (verdict.verdict === 'green') return [`${theme.good(marks.green)} ${label}: ${lead.green}`];
    if (verdict.verdict === 'pending') return [`${theme.faint(marks.pending)} ${label}: ${lead.pending}`];
    const reason = harmless(sayReason(verdict.reason, language));
    return wrap(`${theme.wait(marks.notYet)} ${label}: ${reason}`, width);
  });
  const { hand } = details ?? {};
  return {
    left: learner?.name ?? '',
    right: learner ? `${lead.standing[learner.standing]} · ${learner.settled}/${learner.total}` : '',
    lines: [
      '',
      lead.attempts(details?.attempts ?? 0, details?.hints ?? 0),
      '',
      ...verdicts,
      ...(verdicts.length > 0 ? [''] : []),
      ...(hand && (hand.command !== '' || hand.output.length > 0)
        ? [
            theme.title(lead.lastCommand),
            ...wrapExactly(`$ ${harmless(hand.command)}`, width).map((line) => theme.code(line)),
            ...hand.output.flatMap((line) => wrapExactly(harmless(line), width)),
          ]
        : wrap(theme.faint(lead.noHand), width)),
    ],
    offers: [
      { intent: 'aside', text: lead.keys.message },
      { intent: 'nudge', text: lead.keys.nudge },
      ...(hand ? [{ intent: 'hand', text: lead.keys.lower } as const] : []),
      { intent: 'close', text: say.keys.close },
    ],
  };
}
