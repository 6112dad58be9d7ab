import { useState } from 'preact/hooks';
import { type Class, stepNamed } from '../class.ts';
import { freshId } from '../commands.ts';
import { useDesk } from '../desk.ts';
import { Dialog } from './dialog.tsx';

/** Calls the class to one step. */
export function EveryoneSheet({ room }: { room: Class }) {
  const { spoken, act, show } = useDesk();
  const { words } = spoken;
  const [step, choose] = useState(() => stepNamed(room, room.state.gate)?.id ?? busiest(room));
  const call = async (event: Event) => {
    event.preventDefault();
    if (await act({ type: 'catch-up', id: freshId(), step }, words.sent)) show(null);
  };
  return (
    <Dialog title={words.everyone}>
      <form onSubmit={call}>
        <select
          aria-label={words.everyone}
          value={step}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {room.steps.map(({ id, number, title }) => (
            <option key={id} value={id}>
              {`${number} · ${title}`}
            </option>
          ))}
        </select>
        <p>{words.everyoneHint}</p>
        <p class="actions">
          <button type="submit" class="main">
            {words.everyoneTo(words.step(stepNamed(room, step)?.number ?? 1))}
          </button>
          <button type="button" onClick={() => show(null)}>
            {words.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

/** The step that most are at. */
function busiest({ glance, steps }: Class): string {
  const most = glance.steps.toSorted((a, b) => b.at - a.at)[0];
  return most?.id ?? steps[0]?.id ?? '';
}
