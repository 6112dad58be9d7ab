import { useState } from 'preact/hooks';
import { limits } from '../../protocol/protocol.ts';
import { learnerOf } from '../../room/state.ts';
import type { Class } from '../class.ts';
import { freshId } from '../commands.ts';
import { useDesk } from '../desk.ts';
import { Dialog } from './dialog.tsx';

/** Writes to one learner, or to all. */
export function MessageSheet({ room, to }: { room: Class; to: string | null }) {
  const { spoken, act, show } = useDesk();
  const { words } = spoken;
  const [text, write] = useState('');
  const title = to === null ? words.messageAll : words.messageTo(learnerOf(room.state, to)?.name ?? '');
  const send = async () => {
    if (text.trim() === '') return;
    if (await act({ type: 'message', id: freshId(), to, text }, words.sent)) show(null);
  };
  return (
    <Dialog title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <textarea
          aria-label={title}
          rows={4}
          maxLength={limits.message}
          value={text}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
        <p class="hint">{words.messageHint}</p>
        <p class="actions">
          <button type="submit" class="main" disabled={text.trim() === ''}>
            {words.send}
          </button>
          <button type="button" onClick={() => show(null)}>
            {words.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
