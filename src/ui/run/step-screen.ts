import { currentStep, path, progress } from '../../engine/select.ts';
import { proseOf } from '../../lesson/load.ts';
import type { Session } from '../../runner/session.ts';
import type { Offer } from '../footer.ts';
import { bodyRows, frame, type Row, type Size } from '../frame.ts';
import type { Messages } from '../i18n/messages.ts';
import { areAwaited } from './checks.ts';
import { besideOffers } from './cluster/beside.ts';
import { type BesideCluster, clusterColumns } from './cluster/cluster-offers.ts';
import type { ClusterPane } from './cluster/pane.ts';
import { inputOffers, searchOffers, stepOffers, underWayOffers } from './offers.ts';
import { type Area, type StepParts, stepParts } from './parts.ts';
import { roomLabel } from './room/room-page.ts';
import { sideBySide } from './side-by-side.ts';
import { stacked } from './stacked.ts';
import type { Pane, RunView } from './view.ts';

/** The step as it is shown, and what the scrolling keys need to know of it. */
export interface StepScreen {
  readonly rows: readonly Row[];
  /** What the keys do. */
  readonly offers: readonly Offer[];
  readonly parts: StepParts;
  /** Rows that each pane got. */
  readonly heights: Readonly<Record<Pane, number>>;
  /** Where the panes are. */
  readonly areas: readonly Area[];
}

/** A column on the left; on the right one and the scrollbar's. */
export const margins = 3;

/** From this width on, the cluster has a column of its own beside them. */
const thirdColumns = 160;
/** The cells of three columns that are in none: a margin, two bars, and the scrollbars with a space before each. */
const besideThree = 10;

/** From this width on, prose stands beside command and output. */
const wideColumns = 110;

/** The screen on which a learner spends the hour: prose, command, output, checks. Undefined before the first step. */
export function stepScreen(
  session: Session,
  view: RunView,
  size: Size,
  say: Messages,
  cluster?: ClusterPane,
): StepScreen | undefined {
  const { state, lesson } = session;
  const step = currentStep(state);
  if (!step) return undefined;
  const wide = size.columns >= wideColumns;
  const arrange = wide ? sideBySide : stacked;
  const make = (brief: boolean) =>
    stepParts(session, step, view, say, widths(size.columns, wide, cluster), brief, cluster);
  let parts = make(false);
  let arranged = arrange(parts, bodyRows(size));
  if (!arranged.fits && !areAwaited(step)) {
    parts = make(true);
    arranged = arrange(parts, bodyRows(size));
  }
  const { body, heights, areas } = arranged;
  const steps = path(state);
  const number = steps.findIndex(({ plan }) => plan.id === step.plan.id) + 1;
  const { settled, total } = progress(state);
  const offers = offersNow(session, view, say, besideCluster(size, view), { parts, heights });
  const rows = frame(size, say, {
    left: proseOf(lesson, state.language).title,
    right: `${place(session, view, size, say)} · ${say.step(number, total)}`,
    progress: settled / total,
    body,
    offers,
  });
  return { rows, offers, parts, heights, areas };
}

/** Where the run takes place: on its cluster, and perhaps in a room; on a narrow screen that is what may change. */
function place({ cluster }: Session, { room, unread }: RunView, { columns }: Size, say: Messages): string {
  if (!room) return cluster.name;
  const label = roomLabel(room, unread, say);
  return columns < wideColumns ? label : `${label} · ${cluster.name}`;
}

function besideCluster({ columns }: Size, { hidesCluster }: RunView): BesideCluster {
  if (columns < clusterColumns) return undefined;
  return hidesCluster ? 'hidden' : 'shown';
}

function offersNow(
  session: Session,
  view: RunView,
  say: Messages,
  cluster: BesideCluster,
  { parts, heights }: Pick<StepScreen, 'parts' | 'heights'>,
): Offer[] {
  if (view.input) return inputOffers(view.input, say, session.state.history.length > 0);
  const isBeside = view.focus === 'cluster' && parts.cluster !== undefined;
  const isChosen = isBeside && parts.cluster?.chosen(say) !== undefined;
  const offers = stepOffers(session, say, {
    scroll: overflows(parts, heights, view.focus),
    output: parts.output.source.total > 0,
    panes: panesOf(parts).length > 1,
    cluster,
    room: view.room,
    enterTaken: isChosen,
  });
  if (view.underWay) return underWayOffers(offers, say);
  if (isBeside) return besideOffers(offers, isChosen, say);
  return view.search ? searchOffers(offers, say) : offers;
}

function widths(columns: number, wide: boolean, cluster: ClusterPane | undefined): StepParts['widths'] {
  if (!wide) return { prose: columns - margins, side: columns - margins };
  if (cluster && columns >= thirdColumns) {
    const third = Math.min(72, Math.floor(columns / 3));
    const prose = Math.min(80, Math.floor((columns - third) / 2) - 3);
    return { prose, side: columns - prose - third - besideThree, third };
  }
  const prose = Math.min(90, Math.floor((columns - margins) / 2) - 2);
  return { prose, side: columns - prose - 4 - (margins - 1) };
}

/** Whether a pane has more than it shows. */
export function overflows(parts: StepParts, heights: Readonly<Record<Pane, number>>, pane: Pane): boolean {
  const rows = heights[pane];
  if (pane === 'cluster') return false;
  if (pane === 'output') return parts.output.rows(rows + 1) > rows;
  return parts[pane].length > rows;
}

/** The panes that a step has, in the order of the screen. */
export function panesOf(parts: StepParts): Pane[] {
  const panes: Pane[] = ['prose'];
  if (parts.output.rows(1) > 0) panes.push('output');
  if (parts.checks.length > 0) panes.push('checks');
  if (parts.cluster) panes.push('cluster');
  return panes;
}
