import { type Class, nextGate, stepNamed } from '../class.ts';
import { useDesk } from '../desk.ts';
import { Icon } from './icon.tsx';

/** The pace of the class: what it is, and for the instructor what it is to be. */
export function Pace({ room }: { room: Class }) {
  const { role, open } = useDesk();
  return (
    <section class="pace">
      <PaceNow room={room} />
      {open && (
        <div class="actions">
          {role === 'instructor' && <PaceActions room={room} />}
          <MessageAll />
          {role === 'instructor' && <CallEveryone />}
        </div>
      )}
    </section>
  );
}

function PaceNow({ room }: { room: Class }) {
  const { words } = useDesk().spoken;
  const { gate, catchUp } = room.state;
  const gated = stepNamed(room, gate);
  const called = stepNamed(room, catchUp?.step);
  return (
    <p class="now">
      <strong>{gated ? words.heldAt(words.step(gated.number)) : words.ownPace}</strong>
      {gated && <span> {gated.title}</span>}
      {called && <span class="called">{words.calledTo(words.step(called.number))}</span>}
    </p>
  );
}

function PaceActions({ room }: { room: Class }) {
  const { spoken, act } = useDesk();
  const { words } = spoken;
  const { gate, paused } = room.state;
  const next = nextGate(room);
  const isLast = gate !== null && !next;
  return (
    <>
      {(next || isLast) && (
        <button
          type="button"
          class="main"
          aria-keyshortcuts="n"
          title={next?.title}
          onClick={() => act({ type: 'gate-set', step: next?.id ?? null })}
        >
          <Icon name="next" /> {next ? words.openTo(words.step(next.number)) : words.openAll}
        </button>
      )}
      <label>
        <span class="unseen">{words.pace}</span>
        <select
          value={gate ?? ''}
          onChange={({ currentTarget }) => act({ type: 'gate-set', step: currentTarget.value || null })}
        >
          <option value="">{words.ownPace}</option>
          {room.steps.map(({ id, number, title }) => (
            <option key={id} value={id}>
              {`${number} · ${title}`}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        aria-keyshortcuts="p"
        aria-pressed={paused}
        onClick={() => act({ type: 'paused', on: !paused })}
      >
        <Icon name={paused ? 'working' : 'waiting'} /> {paused ? words.resume : words.pause}
      </button>
    </>
  );
}

function MessageAll() {
  const { spoken, show } = useDesk();
  return (
    <button type="button" aria-keyshortcuts="m" onClick={() => show({ kind: 'message', to: null })}>
      <Icon name="message" /> {spoken.words.messageAll}
    </button>
  );
}

function CallEveryone() {
  const { spoken, show } = useDesk();
  return (
    <button type="button" onClick={() => show({ kind: 'everyone' })}>
      <Icon name="everyone" /> {spoken.words.everyone}
    </button>
  );
}
