import { currentStep } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import { bodyRows, frame, type Row, type Size } from '../../frame.ts';
import type { Messages } from '../../i18n/messages.ts';
import { pageWidth } from '../../page.ts';
import { clip, wrap } from '../../text.ts';
import { theme } from '../../theme.ts';
import { commonOffers } from '../language.ts';
import { statusRows } from '../parts.ts';
import { titleOf } from '../section.ts';
import { withScrollbar } from '../side.ts';
import type { ClusterPane } from './pane.ts';

/** Below the picture: how the step stands, whose effects one watches here, and a line of air. */
const rowsBelow = 2;

export function clusterHeight(size: Size): number {
  return Math.max(0, bodyRows(size) - rowsBelow);
}

/** Where one is, for a heading: the cluster, and the namespace that is looked at. */
export function placeOf(session: Session, pane: ClusterPane, say: Messages): string {
  const { namespace } = pane.sight;
  return namespace === undefined
    ? session.cluster.name
    : `${session.cluster.name} · ${say.live.namespace(namespace)}`;
}

/** The live cluster on the whole screen, and how the step stands below it. */
export function clusterScreen(session: Session, pane: ClusterPane, size: Size, say: Messages): Row[] {
  const width = pageWidth(size);
  const height = clusterHeight(size);
  const hasCluster = pane.kubeconfig !== '';
  const shown = hasCluster
    ? withScrollbar(pane.window(say, width, height, true), true, width)
    : wrap(say.live.noCluster, width);
  const step = currentStep(session.state);
  const status = step ? statusRows(session, step, say, width).slice(0, 1) : [];
  const chosen = hasCluster && pane.chosen(say);
  return frame(size, say, {
    left: say.live.title,
    right: placeOf(session, pane, say),
    body: [
      ...shown.map((line) => line && ` ${line}`),
      ...Array.from({ length: Math.max(0, height - shown.length) }, () => ''),
      step ? theme.faint(clip(` ${titleOf(session.lesson, step, session.state.language)}`, width)) : '',
      ...status.map(
        (row): Row => (typeof row === 'string' ? ` ${row}` : { ...row, before: ` ${row.before}` }),
      ),
    ],
    offers: [
      ...(chosen ? [{ intent: 'primary', text: say.live.keys.details } as const] : []),
      ...(chosen ? [{ intent: 'down', text: say.live.keys.choose } as const] : []),
      { intent: 'close', text: say.live.keys.back },
      ...commonOffers(session, say),
    ],
  });
}
