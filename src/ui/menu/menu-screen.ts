import type { Language } from '../../base/languages.ts';
import { isFinished, progress } from '../../engine/select.ts';
import type { RunState } from '../../engine/state.ts';
import { type LessonGlance, proseOf } from '../../lesson/load.ts';
import type { Offer } from '../footer.ts';
import { bodyRows, frame, type Row, type Size } from '../frame.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Messages } from '../i18n/messages.ts';
import { listWidth, pageWidth } from '../page.ts';
import { isHighlighting } from '../prose/highlight.ts';
import { renderProse } from '../prose/render.ts';
import { screenStyle } from '../prose/style.ts';
import { remember } from '../remember.ts';
import { languageOffer } from '../run/language.ts';
import { withScrollbar } from '../run/side.ts';
import { clampOffset, scrolled } from '../scrolled.ts';
import { ends } from '../text.ts';
import { marks, theme } from '../theme.ts';

export interface MenuItem {
  readonly lesson: LessonGlance;
  /** The run that was begun, if any. */
  readonly state: RunState | undefined;
}

export interface MenuView {
  readonly at: number;
  readonly language: Language;
  /** As it is named on the command line. */
  readonly cluster: string;
  /** What is shown in place of the workshops. */
  readonly page: 'help' | 'doctor' | 'problem' | undefined;
  /** Lines above the window of the chosen workshop's text, or of the page. */
  readonly offset: number;
}

export interface MenuScreen {
  readonly rows: readonly Row[];
  /** Rows that the text of the chosen workshop got, and its lines. */
  readonly height: number;
  readonly lines: number;
}

const introLines = remember(
  (lesson: LessonGlance, language: Language, width: number, _highlighting: boolean): readonly string[] =>
    renderProse(proseOf(lesson, language).intro, width, screenStyle(messages(language))),
);

/** Cells below which the header has no room for the menu's title: which cluster it is matters more. */
const roomForTitle = 60;

/** The workshops one below the other, and what the chosen one is about. */
export function menuScreen(
  items: readonly MenuItem[],
  view: MenuView,
  size: Size,
  say: Messages,
): MenuScreen {
  const width = pageWidth(size);
  const room = bodyRows(size) - 2;
  const chosen = items[view.at];
  const lineWidth = listWidth(size);
  const list = items.map((item, index) => itemLine(item, index === view.at, view.language, say, lineWidth));
  const shownItems = scrolled(
    list,
    Math.min(list.length, Math.max(3, Math.floor(room / 2))),
    listOffset(view.at, room),
  );
  const intro = chosen ? introLines(chosen.lesson, view.language, width, isHighlighting()) : [];
  const height = Math.max(0, room - shownItems.lines.length);
  const shownIntro = scrolled(intro, height, view.offset);
  const offers: Offer[] = [
    ...(chosen ? [{ intent: 'primary', text: enterLabel(chosen.state, say) } as const] : []),
    ...(items.length > 1 ? [{ intent: 'down', text: say.keys.select } as const] : []),
    ...(shownIntro.above + shownIntro.below > 0
      ? [{ intent: 'page-down', text: say.keys.scroll } as const]
      : []),
    { intent: 'cluster', text: say.live.keys.cluster },
    ...(chosen ? [{ intent: 'doctor', text: say.learning.keys.doctor } as const] : []),
    ...(chosen ? languageOffer(chosen.lesson, view.language) : []),
    { intent: 'help', text: say.keys.help },
    { intent: 'quit', text: say.keys.quit },
  ];
  const rows = frame(size, say, {
    left: 'pilotage',
    right: width < roomForTitle ? view.cluster : `${say.menuTitle} · ${view.cluster}`,
    body: [
      '',
      ...withScrollbar(shownItems, false, lineWidth).map((line) => ` ${line}`),
      '',
      ...withScrollbar(shownIntro, true, width).map((line) => ` ${line}`),
    ],
    offers,
  });
  return { rows, height, lines: intro.length };
}

/** Keeps the chosen one in the middle of a list that is longer than its part of the screen. */
function listOffset(at: number, room: number): number {
  return clampOffset(at - Math.floor(room / 4), Number.POSITIVE_INFINITY, 0);
}

function itemLine(
  { lesson, state }: MenuItem,
  here: boolean,
  language: Language,
  say: Messages,
  width: number,
): string {
  const { title } = proseOf(lesson, language);
  const left = here ? `${theme.accent(marks.here)} ${theme.title(title)}` : `  ${title}`;
  return ends(left, `${say.minutes(lesson.file.minutes)} · ${standing(state, say)}`, width);
}

/** What Enter does with a workshop. */
function enterLabel(state: RunState | undefined, { keys }: Messages): string {
  if (!state) return keys.start;
  return isFinished(state) ? keys.reopen : keys.resume;
}

function standing(state: RunState | undefined, say: Messages): string {
  if (!state) return say.fresh;
  if (isFinished(state)) return theme.good(`${marks.done} ${say.finished}`);
  const { settled, total } = progress(state);
  return say.progress(settled, total);
}
