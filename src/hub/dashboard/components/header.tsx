import { type Class, titleIn } from '../class.ts';
import { useDesk } from '../desk.ts';
import type { Connection } from '../feed.ts';
import { Icon } from './icon.tsx';

/** Which class this is, how it is reached, and whether what one sees is true now. */
export function Header({ room, connection }: { room: Class; connection: Connection }) {
  const { spoken, role, open, show } = useDesk();
  const { words, language } = spoken;
  const { lesson, learners } = room.state;
  return (
    <header class="top">
      <h1>{lesson ? titleIn(lesson.titles, language) : 'pilotage'}</h1>
      <p class="facts">
        <span>{words.learners(learners.length)}</span>
        {role === 'assistant' && <span class="role">{words.assistant}</span>}
        <span class={`connection ${connection}`} role="status">
          {connection === 'live' ? words.live : '…'}
        </span>
      </p>
      <p class="code">
        {words.joinCode} <strong>{room.snapshot.code}</strong>
      </p>
      <p class="tools">
        {room.snapshot.tokens && (
          <button type="button" class="quiet" onClick={() => show({ kind: 'links' })}>
            <Icon name="link" /> {words.links}
          </button>
        )}
        <button
          type="button"
          class="quiet keyboard"
          aria-keyshortcuts="?"
          onClick={() => show({ kind: 'keys' })}
        >
          <kbd>?</kbd> {words.keys}
        </button>
        {role === 'instructor' && open && (
          <button type="button" class="quiet" onClick={() => show({ kind: 'end' })}>
            <Icon name="end" /> {words.end}
          </button>
        )}
      </p>
    </header>
  );
}
