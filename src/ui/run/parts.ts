import { awaitedStep, isBusy, isLeavable } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import type { QuestionFile } from '../../lesson/schema.ts';
import { keptLines } from '../../runner/kept-output.ts';
import type { Session } from '../../runner/session.ts';
import type { Row } from '../frame.ts';
import type { Messages } from '../i18n/messages.ts';
import { type Scrolled, scrolled } from '../scrolled.ts';
import { clip, widthOf, wrap } from '../text.ts';
import { marks, theme } from '../theme.ts';
import { checkGroups, checkLines, firstOpen } from './checks.ts';
import type { ClusterPane } from './cluster/pane.ts';
import { commandLines, editLines, inputLines } from './command.ts';
import { type LineSource, linesOf, OutputPane } from './output-window.ts';
import { sectionOf, titleOf } from './section.ts';
import { type SectionLines, sectionLines } from './section-lines.ts';
import type { Claim } from './share-rows.ts';
import { commandFault, movingSince, movingStatus, statusLine } from './status.ts';
import type { Pane, RunView } from './view.ts';

/** One and the same, so that prose is not wrapped again for it. */
const noQuestions: readonly QuestionFile[] = [];

/** All that the step screen is made of, wrapped to the widths that it has, and not yet cut to the rows. */
export interface StepParts {
  readonly step: StepState;
  readonly view: RunView;
  readonly say: Messages;
  readonly prose: readonly string[];
  /** Where in the prose one may want to be. */
  readonly places: Pick<SectionLines, 'hintAt' | 'questionAt'>;
  readonly command: readonly string[];
  /** The line of the command that must stay visible: where it is edited. */
  readonly commandAt: number;
  readonly output: OutputPane;
  readonly status: readonly Row[];
  readonly checks: readonly string[];
  readonly notice: readonly string[];
  /** Where the cluster is shown beside the rest. */
  readonly cluster: ClusterPane | undefined;
  readonly widths: {
    readonly prose: number;
    readonly side: number;
    /** Where the cluster has a column of its own. */
    readonly third?: number;
  };
}

/** Where a pane is, in rows of the body and columns of the screen, from 0. */
export interface Area {
  readonly pane: Pane;
  readonly top: number;
  readonly height: number;
  readonly left: number;
}

/** The parts in their places. */
export interface Arranged {
  readonly body: Row[];
  /** Rows that each pane got. */
  readonly heights: Readonly<Record<Pane, number>>;
  /** Where they are. */
  readonly areas: readonly Area[];
  /** Nothing of prose and checks is hidden. */
  readonly fits: boolean;
}

/** `brief` cuts the reasons of checks that nobody waits for to one line each. */
export function stepParts(
  session: Session,
  step: StepState,
  view: RunView,
  say: Messages,
  widths: StepParts['widths'],
  brief: boolean,
  cluster: ClusterPane | undefined,
): StepParts {
  const { language } = session.state;
  const file = session.step(step.plan.id);
  const section = sectionOf(session.lesson, step.plan.id, language);
  const said = section
    ? sectionLines(section, step, file.questions ?? noQuestions, say, widths.prose)
    : { lines: [], hintAt: 0, questionAt: 0 };
  const groups = checkGroups(step, file.checks ?? [], language, say);
  const { input, search } = view;
  const typed = input && input.of !== 'search' ? inputLines(input, say, widths.side) : undefined;
  const command = file.run === undefined ? [] : commandLines(shownCommand(step, file.run), widths.side);
  const output = new OutputPane(outputOf(session, step, say), widths.side, search);
  return {
    step,
    view,
    say,
    prose: said.lines,
    places: said,
    command: typed?.lines ?? command,
    commandAt: typed?.at ?? 0,
    output,
    status: statusRows(session, step, say, widths.side),
    checks: checkLines(step, groups, say, widths.side, brief),
    notice: noticeLines(view, say, widths.side),
    cluster,
    widths,
  };
}

/** What is searched for while it is typed; else what there is to be said. */
function noticeLines({ input, notice, underWay }: RunView, say: Messages, width: number): string[] {
  if (input?.of === 'search') return editLines(input, '/', width).lines;
  const words = (notice ?? underWay)?.(say);
  return words === undefined ? [] : wrap(words, width).map((line) => theme.wait(line));
}

/** What was run; or, while nothing has been, what Enter runs. */
function shownCommand({ status, command }: StepState, own: string): string {
  return status === 'reading' || !command ? own : command.command;
}

/** What was printed since the step's command began; before this program did, what the journal kept of it. */
function outputOf(session: Session, step: StepState, say: Messages): LineSource {
  const live = session.output(step.plan.id);
  if (live.total === 0) {
    const kept = keptLines(session.state, step.plan.id);
    return linesOf(kept.length === 0 && step.command?.end ? [theme.faint(say.noOutput)] : kept);
  }
  if (live.first === 0) return live;
  // One line more at the start says that the older ones are not kept.
  return {
    first: live.first - 1,
    total: live.total,
    slice: (from, to) => [
      ...(from < live.first && to >= live.first ? [theme.faint(say.dropped(live.first))] : []),
      ...live.slice(Math.max(from, live.first), to),
    ],
  };
}

export function statusRows(session: Session, step: StepState, say: Messages, width: number): Row[] {
  const { language } = session.state;
  const moving = isBusy(step) || step.status === 'checking';
  const first = moving ? [movingRow(session, step, say, width)] : hanging(statusLine(step, say), width);
  const fault = commandFault(step, language);
  const awaited = isLeavable(step) && !moving ? awaitedStep(session.state) : undefined;
  const waits = awaited
    ? hanging(
        theme.wait(`${marks.pending} ${say.room.awaits(titleOf(session.lesson, awaited, language))}`),
        width,
      )
    : [];
  return [
    ...first,
    ...waits,
    ...(fault === undefined ? [] : wrap(fault, width - 2).map((line) => `  ${line}`)),
  ];
}

/** Wrapped, with what follows below the text that stands behind a mark. */
function hanging(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  return wrap(text, width - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
}

function movingRow(session: Session, step: StepState, say: Messages, width: number): Row {
  const { checks = [] } = session.step(step.plan.id);
  const last = session.output(step.plan.id).tail(1)[0] ?? '';
  const text = movingStatus(step, checks, last, say);
  // The spinner and a space stand before it.
  return { before: '', since: movingSince(step), after: (seconds) => clip(text(seconds), width - 2) };
}

/** How much of the room each scrolling part and the command want, and how urgently. */
export function claims({ step, view, prose, command, output, checks }: StepParts, room: number) {
  const awaited = step.status === 'checking' || step.status === 'failed';
  const isTyped = view.input !== undefined && view.input.of !== 'search';
  const focus = (pane: RunView['focus']) => (view.focus === pane ? 4 : 1);
  return {
    prose: { want: prose.length, least: 3, weight: 3 * focus('prose') },
    command: {
      want: isTyped ? command.length : Math.min(command.length, Math.max(2, Math.floor(room / 2))),
      least: 1,
      weight: isTyped ? 50 : 8,
    },
    output: { want: output.rows(room), least: 1, weight: 3 * focus('output') },
    checks: { want: checks.length, least: 1, weight: (awaited ? 6 : 2) * focus('checks') },
  } satisfies Record<string, Claim>;
}

/** The command in the rows that it got; what is left of one that is too long is counted. */
export function commandRows({ command, commandAt, say }: StepParts, rows: number): string[] {
  if (command.length <= rows || rows === 0) return command.slice(0, rows);
  const start = Math.max(0, Math.min(commandAt - Math.floor(rows / 2), command.length - rows));
  const shown = command.slice(start, start + rows);
  const below = command.length - start - rows;
  if (below > 0 && rows > 1) shown[rows - 1] = theme.faint(`  ↓ ${say.more(below + 1)}`);
  if (start > 0 && rows > 2) shown[0] = theme.faint(`  ↑ ${say.more(start + 1)}`);
  return shown;
}

/** The part of the prose and of the checks that is visible. */
export function proseWindow({ prose, places, view }: StepParts, height: number): Scrolled {
  if (view.prose === 'last-hint') return scrolled(prose, height, places.hintAt);
  return scrolled(prose, height, view.prose === 'question' ? places.questionAt : view.prose);
}

export function checksWindow({ checks, view }: StepParts, height: number): Scrolled {
  return scrolled(checks, height, view.checks ?? firstOpen(checks));
}
