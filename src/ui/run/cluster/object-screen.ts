import type { Language } from '../../../base/languages.ts';
import type { LiveEvent } from '../../../cluster/live/events.ts';
import type { Reason } from '../../../engine/reasons/reasons.ts';
import { sayReason } from '../../../engine/reasons/say.ts';
import type { Session } from '../../../runner/session.ts';
import { bodyRows, frame, type Row, type Size } from '../../frame.ts';
import type { Messages } from '../../i18n/messages.ts';
import { pageWidth } from '../../page.ts';
import { type Scrolled, scrollbar } from '../../scrolled.ts';
import { harmless, toWidth, wrap } from '../../text.ts';
import { marks, theme } from '../../theme.ts';
import { commonOffers } from '../language.ts';
import { type LineSource, linesOf, OutputPane } from '../output-window.ts';
import { shareRows } from '../share-rows.ts';
import type { Place } from '../view.ts';
import { nothingAwaited } from './awaited.ts';
import type { ObjectDetails } from './object-details.ts';
import { pictureLines } from './picture.ts';

/** What the keys have done to the screen of an object. */
export interface ObjectView {
  readonly focus: 'events' | 'log';
  /** The top of each window; undefined follows the end, where the newest is. */
  readonly events: Place | undefined;
  readonly log: Place | undefined;
}

export const freshObjectView: ObjectView = { focus: 'log', events: undefined, log: undefined };

/** The two windows of the screen and how many rows each got. */
export interface ObjectPanes {
  readonly events: OutputPane;
  readonly log: OutputPane;
  readonly heights: { readonly events: number; readonly log: number };
  readonly facts: readonly string[];
}

/** How the object is, its events, and the end of its log. */
export function objectPanes(
  details: ObjectDetails,
  view: ObjectView,
  size: Size,
  say: Messages,
  language: Language,
): ObjectPanes {
  const width = pageWidth(size);
  const facts = factLines(details, say, width);
  const events = new OutputPane(eventSource(details, say, language, width), width);
  const log = new OutputPane(logSource(details, say, language), width);
  // The two headings, and the line between them.
  const room = Math.max(0, bodyRows(size) - facts.length - 3);
  const weight = (pane: ObjectView['focus'], own: number) => own * (view.focus === pane ? 2 : 1);
  const [forEvents = 0, forLog = 0] = shareRows(room, [
    { want: events.rows(room), least: 2, weight: weight('events', 2) },
    { want: room, least: 2, weight: weight('log', 2) },
  ]);
  return { events, log, heights: { events: forEvents, log: forLog }, facts };
}

export function objectScreen(
  details: ObjectDetails,
  view: ObjectView,
  size: Size,
  say: Messages,
  session: Session,
  place: string,
): Row[] {
  const { language } = session.state;
  const panes = objectPanes(details, view, size, say, language);
  const { node } = details;
  const width = pageWidth(size);
  const section = (title: string, of: 'events' | 'log') => {
    const shown = panes[of].window(panes.heights[of], view[of]);
    const heading = view.focus === of ? theme.accent(theme.title(title)) : theme.title(title);
    const above = shown.above > 0 ? theme.faint(`  ↑ ${say.more(shown.above)}`) : '';
    return [`${heading}${above}`, ...withBar(shown, view.focus === of, width)];
  };
  const height = panes.heights[view.focus];
  const body = [...panes.facts, ...section(say.live.events, 'events'), '', ...section(say.live.logs, 'log')];
  return frame(size, say, {
    left: `${node.kind.toLowerCase()} ${node.name}`,
    right: place,
    body: body.map((line) => line && ` ${line}`),
    offers: [
      { intent: 'close', text: say.live.keys.back },
      ...(panes[view.focus].rows(height + 1) > height
        ? [{ intent: 'down', text: say.keys.scroll } as const]
        : []),
      {
        intent: 'pane',
        text: (view.focus === 'log' ? say.live.events : say.live.logs).toLocaleLowerCase(language),
      },
      ...commonOffers(session, say),
    ],
  });
}

function withBar(shown: Scrolled, hasFocus: boolean, width: number): string[] {
  const bar = scrollbar(shown, hasFocus);
  return shown.lines.map((line, row) => (bar[row] ? `${toWidth(line, width)} ${bar[row]}` : line));
}

function factLines({ node, isGone }: ObjectDetails, say: Messages, width: number): string[] {
  const [picture] = pictureLines([{ ...node, children: [] }], nothingAwaited, say, width);
  const images =
    node.state.is === 'workload'
      ? node.state.images
      : node.state.is === 'pod'
        ? imagesOf(node.object.spec)
        : [];
  return [
    isGone ? theme.wait(`${marks.skipped} ${say.live.gone}`) : (picture?.text ?? ''),
    ...(images.length === 0
      ? []
      : wrap(theme.faint(`${say.live.images} ${images.join(', ')}`), width - 2).map((part) => `  ${part}`)),
    '',
  ];
}

function imagesOf(spec: unknown): string[] {
  const { containers = [] } = (spec ?? {}) as { containers?: readonly { image?: string }[] };
  return containers.map(({ image = '' }) => image);
}

function eventSource(
  { events, problems, node }: ObjectDetails,
  say: Messages,
  language: Language,
  width: number,
): LineSource {
  const problem = problems.get('events');
  if (problem) return linesOf(problemLines(problem, language, width));
  if (events === undefined) return linesOf([theme.faint(say.live.looking)]);
  if (events.length === 0) return linesOf(wrap(theme.faint(say.live.noEvents), width));
  const own = `${node.kind.toLowerCase()} ${node.name}`;
  return linesOf(events.flatMap((event) => eventLines(event, event.about !== own, width)));
}

/** `12:03:01 ✗ BackOff ×4 pod web-5d4f: Back-off restarting failed container` */
function eventLines(
  { at, warning, reason, message, times, about }: LiveEvent,
  isOther: boolean,
  width: number,
) {
  const time = at === '' ? '' : new Date(at).toTimeString().slice(0, 8);
  const mark = warning ? theme.bad(marks.red) : theme.faint(marks.pending);
  const what = [
    theme.strong(reason),
    ...(times > 1 ? [`×${times}`] : []),
    ...(isOther ? [theme.faint(about)] : []),
  ].join(' ');
  const text = `${what}  ${harmless(message)}`;
  const indent = 11;
  return wrap(text, width - indent).map((part, row) =>
    row === 0 ? `${theme.faint(time)} ${mark} ${part}` : `${' '.repeat(indent)}${part}`,
  );
}

function logSource({ log, problems, hasPods }: ObjectDetails, say: Messages, language: Language): LineSource {
  const problem = problems.get('logs');
  if (problem && log.total === 0) return linesOf(problemLines(problem, language, Number.MAX_SAFE_INTEGER));
  if (log.total === 0) return linesOf([theme.faint(hasPods ? say.live.noLogs : say.live.noPods)]);
  return log;
}

function problemLines(problem: Reason, language: Language, width: number): string[] {
  return wrap(`${theme.bad(marks.red)} ${harmless(sayReason(problem, language))}`, width);
}
