import { useState } from 'preact/hooks';
import { type Choice, chosen, everybody } from '../choice.ts';
import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';
import { Counts } from './counts.tsx';
import { Grid } from './grid.tsx';
import { Legend } from './legend.tsx';

/** The class: how many are how, and everyone of them by the steps. */
export function ClassView({ room }: { room: Class }) {
  const { spoken } = useDesk();
  const { words } = spoken;
  const [choice, choose] = useState<Choice>(everybody);
  const learners = chosen(room, choice, spoken.compare);
  return (
    <section class="class" aria-labelledby="class">
      <h2 id="class" class="unseen">
        {words.class}
      </h2>
      <Counts room={room} choice={choice} choose={choose} />
      <Finder choice={choice} choose={choose} />
      {learners.length === 0 ? (
        <p class="empty">{room.state.learners.length === 0 ? words.nobody : words.nobodyFound}</p>
      ) : (
        <Grid room={room} learners={learners} />
      )}
      <Legend />
    </section>
  );
}

function Finder({ choice, choose }: { choice: Choice; choose: (choice: Choice) => void }) {
  const { words } = useDesk().spoken;
  return (
    <p class="finder">
      <input
        type="search"
        placeholder={words.search}
        aria-label={words.search}
        aria-keyshortcuts="/"
        value={choice.name}
        onInput={({ currentTarget }) => choose({ ...choice, name: currentTarget.value })}
      />
      <select
        aria-label={words.order}
        value={choice.order}
        onChange={({ currentTarget }) => choose({ ...choice, order: currentTarget.value as Choice['order'] })}
      >
        {(['came', 'name', 'behind'] as const).map((order) => (
          <option key={order} value={order}>
            {words.orders[order]}
          </option>
        ))}
      </select>
    </p>
  );
}
