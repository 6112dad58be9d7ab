import { learnerOf } from '../../room/state.ts';
import { type Class, stepNamed } from '../class.ts';
import { useDesk } from '../desk.ts';
import { Icon } from './icon.tsx';
import { LearnerActions, LearnerName } from './learner-parts.tsx';
import { Output } from './output.tsx';

/** Who asked for help, the one who did so first first, and what they ran. */
export function Hands({ room }: { room: Class }) {
  const { spoken, act, open } = useDesk();
  const { words, time } = spoken;
  const { hands } = room.state;
  return (
    <section aria-labelledby="hands">
      <h2 id="hands">
        <Icon name="hand" /> {words.hands} <span class="count">{hands.length}</span>
      </h2>
      {hands.length === 0 && <p class="empty">{words.noHands}</p>}
      <ol class="cards">
        {hands.map((hand) => {
          const step = stepNamed(room, hand.step);
          const name = learnerOf(room.state, hand.learner)?.name ?? '';
          return (
            <li key={hand.hand} class="card hand">
              <p>
                <LearnerName id={hand.learner} name={name} />{' '}
                <small>{words.sinceFor(time(room.now - hand.at))}</small>
              </p>
              {step && (
                <p class="step">
                  {step.number} · {step.title}
                </p>
              )}
              <Output hand={hand} words={words} />
              {open && (
                <p class="actions">
                  <button
                    type="button"
                    class="small"
                    onClick={() => act({ type: 'hand-lowered', hand: hand.hand })}
                  >
                    <Icon name="done" /> {words.helped}
                  </button>
                  <LearnerActions id={hand.learner} name={name} />
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
