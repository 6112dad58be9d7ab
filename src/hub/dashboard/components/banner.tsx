import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';
import type { Connection } from '../feed.ts';

/** What changes how all the rest is to be read. */
export function Banner({ room, connection }: { room: Class; connection: Connection }) {
  const { words } = useDesk().spoken;
  const { ended, paused } = room.state;
  return (
    <div role="status">
      {connection !== 'live' && <p class="banner warn">{words.away}</p>}
      {ended && (
        <p class="banner">
          <strong>{words.endedTitle}</strong> {words.endedHint}
        </p>
      )}
      {paused && !ended && <p class="banner warn">{words.pausedNow}</p>}
    </div>
  );
}
