import type { Session } from '../../runner/session.ts';
import type { RoomLink } from './link.ts';

/** Keeps a run within the room's pace. Returns the call that ends it; what the room said last stays in force. */
export function keepPace(session: Session, link: RoomLink): () => void {
  /** The step that the learner was at when the class was paused. */
  let pausedAt: string | undefined;
  const keep = () => {
    const { view } = link;
    if (!view) return;
    const { gate, paused, ended } = view;
    pausedAt = paused ? (pausedAt ?? session.state.current) : undefined;
    session.limit(ended ? null : (pausedAt ?? gate));
  };
  keep();
  return link.subscribe(keep);
}
