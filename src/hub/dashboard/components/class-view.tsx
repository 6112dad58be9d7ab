import { type Choice, chosen } from '../choice.ts';
import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';
import { Grid } from './grid.tsx';
import { Legend } from './legend.tsx';

interface ClassViewProps {
  readonly room: Class;
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
}

/** Everyone of the class, or those that are looked for, by the steps. */
export function ClassView({ room, choice, choose }: ClassViewProps) {
  const { spoken } = useDesk();
  const { words } = spoken;
  const learners = chosen(room, choice, spoken.compare);
  return (
    <section class="class" aria-labelledby="class">
      <h2 id="class" class="unseen">
        {words.class}
      </h2>
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

function Finder({ choice, choose }: Omit<ClassViewProps, 'room'>) {
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
