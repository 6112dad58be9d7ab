import type { Language } from '../../base/languages.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import type { Offer } from '../footer.ts';
import { bodyRows, frame, type Row, type Size } from '../frame.ts';
import type { Messages } from '../i18n/messages.ts';
import { editLines } from '../run/command.ts';
import { withScrollbar } from '../run/side.ts';
import { clampOffset, scrolled } from '../scrolled.ts';
import { ends, wrap } from '../text.ts';
import { theme } from '../theme.ts';
import { countsLine, inOrder, learnerLine } from './class-list.ts';
import { leadGivesWay, leadOffers } from './lead-offers.ts';
import type { LeadView } from './lead-view.ts';
import type { ClassNow, LedRoom } from './led-room.ts';
import { notesLines } from './notes.ts';

export interface LeadScreen {
  readonly rows: readonly Row[];
  readonly offers: readonly Offer[];
  /** Rows and lines of the notes: what scrolling must know. */
  readonly notes: { readonly height: number; readonly lines: number };
}

interface Where {
  readonly lesson: Lesson;
  readonly say: Messages;
}

/** The class at a glance, the notes of a step above those who need somebody. */
export function leadScreen(room: LedRoom, view: LeadView, size: Size, where: Where): LeadScreen {
  const { lesson, say } = where;
  const { language } = view;
  const { now } = room;
  const width = size.columns - 3;
  const said = [...typed(view, now, say, width), ...noticeLines(view, say, width)];
  // Counts, pace, and a rule above each of the two panes.
  const free = bodyRows(size) - 4 - said.length;
  const people = inOrder(now);
  const wanted = Math.max(1, people.length);
  const share = view.focus === 'learners' ? 0.7 : 0.4;
  const listHeight = Math.max(1, Math.min(wanted, Math.floor(free * share)));
  const notesHeight = Math.max(1, free - listHeight);
  const notes = notesLines(lesson, view.step, now, { language, say, width });
  const shown = scrolled(notes, notesHeight, view.notes);
  const at = people.findIndex(({ id }) => id === view.learner);
  const list = people.map((learner, index) =>
    learnerLine(learner, now, view.focus === 'learners' && index === Math.max(0, at), {
      ...where,
      language,
      width,
    }),
  );
  const offset = clampOffset(Math.max(0, at) - Math.floor(listHeight / 2), list.length, listHeight);
  const learners = scrolled(list, listHeight, offset);
  const body = [
    countsLine(now, say),
    paceLine(now, { ...where, language }, width),
    theme.faint('─'.repeat(width + 1)),
    ...filled(withScrollbar(shown, view.focus === 'notes', width), notesHeight),
    theme.faint('─'.repeat(width + 1)),
    ...(list.length > 0
      ? withScrollbar(learners, view.focus === 'learners', width)
      : wrap(say.lead.nobody(room.code), width)),
    ...said,
  ];
  const offers = leadOffers(view, now, { lesson, say, scrolls: notes.length > notesHeight });
  const rows = frame(size, say, {
    left: proseOf(lesson, language).title,
    right: say.lead.room(room.code),
    body: body.map((line) => (line === '' ? '' : ` ${line}`)),
    offers,
    givesWay: leadGivesWay,
  });
  return { rows, offers, notes: { height: notesHeight, lines: notes.length } };
}

function typed({ message }: LeadView, { learners }: ClassNow, { lead }: Messages, width: number): string[] {
  if (!message) return [];
  const name = learners.find(({ id }) => id === message.to)?.name;
  return [theme.title(lead.messageTo(name)), ...editLines(message.edit, '>', width).lines];
}

function noticeLines({ notice }: LeadView, say: Messages, width: number): string[] {
  return notice ? wrap(notice(say), width).map((line) => theme.wait(line)) : [];
}

function paceLine(
  { gate, paused, ended }: ClassNow,
  { lesson, language, say }: Where & { language: Language },
  width: number,
): string {
  const { lead } = say;
  if (ended) return theme.strong(lead.ended);
  const { steps } = lesson.file;
  const title = gate === null ? '' : (proseOf(lesson, language).sections.get(gate)?.title ?? gate);
  const number = steps.findIndex(({ id }) => id === gate) + 1;
  const pace = gate === null ? lead.freePace : lead.openTo(number, steps.length, title);
  return ends(pace, paused ? theme.strong(theme.wait(lead.paused)) : '', width);
}

function filled(rows: readonly string[], height: number): string[] {
  return [...rows, ...Array.from({ length: Math.max(0, height - rows.length) }, () => '')];
}
