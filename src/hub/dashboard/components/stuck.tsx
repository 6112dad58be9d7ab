import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';
import { type StuckGroup, stuckFor, stuckGroups } from '../trouble.ts';
import { Icon } from './icon.tsx';
import { LearnerActions, LearnerName } from './learner-parts.tsx';

/** So many of a group are shown; its step, and the class, have them all. */
const shown = 6;

/** Who seems to need somebody though they have not asked. */
export function Stuck({ room }: { room: Class }) {
  const { words, language } = useDesk().spoken;
  return (
    <section aria-labelledby="stuck">
      <h2 id="stuck">
        <Icon name="stuck" /> {words.stuck} <span class="count">{room.glance.counts.stuck}</span>
      </h2>
      {room.glance.counts.stuck === 0 && <p class="empty">{words.nobodyStuck}</p>}
      <ul class="cards">
        {stuckGroups(room, language).map((group) => (
          <Group key={group.key} room={room} group={group} />
        ))}
      </ul>
    </section>
  );
}

function Group({ room, group }: { room: Class; group: StuckGroup }) {
  const { spoken, open, show } = useDesk();
  const { words, time } = spoken;
  const { step, trouble, learners } = group;
  const usual = step && room.glance.usual.get(step.id);
  const more = learners.length - shown;
  return (
    <li class="card">
      {step && (
        <p class="step">
          <button type="button" class="name" onClick={() => show({ kind: 'step', id: step.id })}>
            {step.number} · {step.title}
          </button>
          {usual !== undefined && <small>{words.usually(time(usual))}</small>}
        </p>
      )}
      {trouble && <p class="reason">{trouble}</p>}
      <ul class="people">
        {learners.slice(0, shown).map((learner) => (
          <li key={learner.id}>
            <span>
              <LearnerName id={learner.id} name={learner.name} />{' '}
              <small>{stuckFor(room, learner, spoken)}</small>
            </span>
            {open && <LearnerActions id={learner.id} name={learner.name} isBrief />}
          </li>
        ))}
      </ul>
      {step && more > 0 && (
        <button type="button" class="small" onClick={() => show({ kind: 'step', id: step.id })}>
          {words.more(more)}
        </button>
      )}
    </li>
  );
}
