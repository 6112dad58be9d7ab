import { useDesk } from '../desk.ts';
import { Dialog } from './dialog.tsx';

export function EndSheet() {
  const { spoken, act, show } = useDesk();
  const { words } = spoken;
  const end = async () => {
    if (await act({ type: 'room-ended' })) show(null);
  };
  return (
    <Dialog title={words.endTitle}>
      <p>{words.endHint}</p>
      <p class="actions">
        <button type="button" class="danger" onClick={end}>
          {words.end}
        </button>
        <button type="button" onClick={() => show(null)}>
          {words.cancel}
        </button>
      </p>
    </Dialog>
  );
}
