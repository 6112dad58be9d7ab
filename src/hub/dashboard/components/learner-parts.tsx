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

interface LearnerActionsProps {
  readonly id: string;
  readonly name: string;
  /** As signs alone, where there are many of them. */
  readonly isBrief?: boolean;
}

/** What one may do for one learner. */
export function LearnerActions({ id, name, isBrief = false }: LearnerActionsProps) {
  const { show, act, spoken } = useDesk();
  const { words } = spoken;
  const style = isBrief ? 'small quiet' : 'small';
  const text = (said: string) => (isBrief ? <span class="unseen">{`${said}: ${name}`}</span> : said);
  return (
    <>
      <button
        type="button"
        class={style}
        title={words.message}
        onClick={() => show({ kind: 'message', to: id })}
      >
        <Icon name="message" /> {text(words.message)}
      </button>
      <button
        type="button"
        class={style}
        title={words.nudge}
        onClick={() => act({ type: 'nudge', id: freshId(), to: id }, `${words.nudged}: ${name}`)}
      >
        <Icon name="nudge" /> {text(words.nudge)}
      </button>
    </>
  );
}
