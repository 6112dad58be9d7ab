import { freshId } from '../commands.ts';
import { useDesk } from '../desk.ts';
import { Icon } from './icon.tsx';

/** A name that leads to all that is known of its learner. */
export function LearnerName({ id, name }: { id: string; name: string }) {
  const { show } = useDesk();
  return (
    <button type="button" class="name" onClick={() => show({ kind: 'learner', id })}>
      {name}
    </button>
  );
}

/** What one may do for one learner. */
export function LearnerActions({ id }: { id: string }) {
  const { show, spoken } = useDesk();
  return (
    <>
      <button type="button" class="small" onClick={() => show({ kind: 'message', to: id })}>
        <Icon name="message" /> {spoken.words.message}
      </button>
      <NudgeButton id={id} />
    </>
  );
}

export function NudgeButton({ id }: { id: string }) {
  const { spoken, act } = useDesk();
  const { words } = spoken;
  return (
    <button
      type="button"
      class="small"
      onClick={() => act({ type: 'nudge', id: freshId(), to: id }, words.nudged)}
    >
      <Icon name="nudge" /> {words.nudge}
    </button>
  );
}
