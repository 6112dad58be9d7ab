import type { Standing } from '../../room/select.ts';
import { type Choice, everybody } from '../choice.ts';
import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';
import { Icon } from './icon.tsx';

export const standings = [
  'working',
  'waiting',
  'stuck',
  'done',
  'gone',
] as const satisfies readonly Standing[];

interface CountsProps {
  readonly room: Class;
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
}

/** How many are how; each shows these alone, and everybody again. */
export function Counts({ room, choice, choose }: CountsProps) {
  const { words } = useDesk().spoken;
  return (
    <fieldset class="counts" aria-label={words.show}>
      {standings.map((standing) => {
        const isChosen = choice.standing === standing;
        return (
          <button
            key={standing}
            type="button"
            class={`count-tile ${standing}`}
            aria-pressed={isChosen}
            onClick={() => choose({ ...choice, standing: isChosen ? everybody.standing : standing })}
          >
            <Icon name={standing} />
            <strong>{room.glance.counts[standing]}</strong> <span>{words.standing[standing]}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
