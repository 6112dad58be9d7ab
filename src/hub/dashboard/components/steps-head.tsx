import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';

/** The steps above the grid, each with how many are at it. */
export function StepsHead({ room }: { room: Class }) {
  const { spoken, show } = useDesk();
  const { words } = spoken;
  const here = (id: string) =>
    room.glance.learners.filter(({ step, standing }) => step === id && standing !== 'done').length;
  const most = Math.max(1, ...room.steps.map(({ id }) => here(id)));
  return (
    <div class="steps-head">
      {room.steps.map(({ id, number, title }) => {
        const at = here(id);
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
