import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';

/** The steps above the grid, each with how many are at it. */
export function StepsHead({ room }: { room: Class }) {
  const { spoken, show } = useDesk();
  const { words } = spoken;
  const most = Math.max(1, ...room.glance.steps.map(({ at }) => at));
  return (
    <div class="steps-head">
      {room.steps.map(({ id, number, title }, place) => {
        const at = room.glance.steps[place]?.at ?? 0;
        return (
          <button
            key={id}
            type="button"
            class={id === room.state.gate ? 'step-head gate' : 'step-head'}
            title={`${number} · ${title} (${words.here(at)})`}
            aria-label={`${words.step(number)}, ${title}, ${words.here(at)}`}
            onClick={() => show({ kind: 'step', id })}
          >
            <span class="bar-room">
              <span class="bar" style={{ height: `${(100 * at) / most}%` }} />
            </span>
            <span class="at">{at || ''}</span>
            <span class="number">{number}</span>
          </button>
        );
      })}
    </div>
  );
}
