import { type Class, stepNamed, stuckOf } from '../class.ts';
import { useDesk } from '../desk.ts';
import { stuckReasons, troubleOf } from '../said.ts';
import { Icon } from './icon.tsx';
import { LearnerActions, LearnerName } from './learner-parts.tsx';

/** So many are shown: nobody helps more at once, and the class has them all. */
const shown = 12;

/** Who seems to need somebody though they have not asked. */
export function Stuck({ room }: { room: Class }) {
  const { spoken, open } = useDesk();
  const { words } = spoken;
  const stuck = stuckOf(room);
  return (
    <section aria-labelledby="stuck">
      <h2 id="stuck">
        <Icon name="stuck" /> {words.stuck} <span class="count">{stuck.length}</span>
      </h2>
      {stuck.length === 0 && <p class="empty">{words.nobodyStuck}</p>}
      <ul class="cards">
        {stuck.slice(0, shown).map((learner) => {
          const step = stepNamed(room, learner.step);
          const trouble = troubleOf(room.state, learner.id, spoken.language);
          return (
            <li key={learner.id} class="card stuck">
              <p>
                <LearnerName id={learner.id} name={learner.name} />
              </p>
              {step && (
                <p class="step">
                  {step.number} · {step.title}
                </p>
              )}
              <ul class="why">
                {stuckReasons(room, learner, spoken).map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
              {trouble && <p class="reason">{trouble}</p>}
              {open && (
                <p class="actions">
                  <LearnerActions id={learner.id} />
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
