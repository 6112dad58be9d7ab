import type { Standing } from '../../room/select.ts';
import { busyAt, type Class, stepNamed, titleIn } from '../class.ts';
import { invitationUrl } from '../here.ts';
import type { Spoken } from '../i18n/spoken.ts';
import type { Words } from '../i18n/words.ts';
import { Icon } from './icon.tsx';
import { QrCode } from './qr-code.tsx';

interface ProjectorProps {
  readonly room: Class;
  readonly spoken: Spoken;
  readonly isLive: boolean;
}

/** The room on the wall: how one joins, where the class is, and nobody's name. */
export function Projector({ room, spoken, isLive }: ProjectorProps) {
  const { words, language } = spoken;
  const { state, glance } = room;
  const gated = stepNamed(room, state.gate);
  const called = stepNamed(room, state.catchUp?.step);
  const message = state.messages.at(-1);
  return (
    <main class="wall">
      <header>
        <div>
          <h1>{state.lesson && titleIn(state.lesson.titles, language)}</h1>
          <p class="wall-now">
            {gated ? words.heldAt(words.step(gated.number)) : words.ownPace}
            {gated && <strong>{gated.title}</strong>}
          </p>
        </div>
        {!state.ended && <Invitation room={room} spoken={spoken} />}
      </header>
      <div role="status">
        {state.ended && <p class="wall-banner">{words.endedTitle}</p>}
        {state.paused && !state.ended && <p class="wall-banner warn">{words.pausedNow}</p>}
        {called && !state.ended && (
          <p class="wall-banner">
            {words.calledTo(words.step(called.number))} <strong>{called.title}</strong>
          </p>
        )}
        {message && (
          <p class="wall-banner">
            <Icon name="message" /> <span class="wall-message">{message.text}</span>
          </p>
        )}
      </div>
      <Columns room={room} spoken={spoken} />
      <ul class="wall-counts">
        <Count standing="working" count={glance.counts.working + glance.counts.stuck} words={words} />
        <Count standing="waiting" count={glance.counts.waiting} words={words} />
        <Count standing="done" count={glance.counts.done} words={words} />
        <li>
          <Icon name="hand" /> {words.handsUp(state.hands.length)}
        </li>
        {!isLive && <li class="gone">{words.away}</li>}
      </ul>
    </main>
  );
}

function Invitation({ room, spoken: { words } }: Pick<ProjectorProps, 'room' | 'spoken'>) {
  const { code } = room.snapshot;
  const address = invitationUrl(code);
  return (
    <div class="invitation">
      <p>
        {words.joinCode} <strong>{code}</strong>
        {!isOwnMachine() && <code>{`pilotage join ${address}`}</code>}
      </p>
      {!isOwnMachine() && <QrCode text={address} label={address} />}
    </div>
  );
}

/** What this machine calls itself leads nobody else to it. */
function isOwnMachine(): boolean {
  return /^(localhost|127\.|\[::1\])/.test(location.hostname);
}

interface CountProps {
  readonly standing: Standing;
  readonly count: number;
  readonly words: Words;
}

/** Who is stuck works, as far as the wall knows. */
function Count({ standing, count, words }: CountProps) {
  return (
    <li class={standing}>
      <Icon name={standing} /> <strong>{count}</strong> {words.standing[standing]}
    </li>
  );
}

/** Each step as a column: who has done it, who is at it. */
function Columns({ room, spoken: { words } }: Pick<ProjectorProps, 'room' | 'spoken'>) {
  const { glance, steps, state } = room;
  const busy = busyAt(room);
  const everyone = Math.max(1, state.learners.length);
  return (
    <ol class="wall-steps" style={{ '--steps': steps.length }}>
      {steps.map(({ id, number, title }, place) => {
        const { settled = 0 } = glance.steps[place] ?? {};
        const at = busy.get(id) ?? 0;
        return (
          <li
            key={id}
            class={id === state.gate ? 'gate' : ''}
            aria-label={`${words.step(number)}, ${title}, ${words.haveDone(settled)}, ${words.here(at)}`}
          >
            <span class="at">{at || ''}</span>
            <span class="column">
              <span class="settled" style={{ height: `${(100 * settled) / everyone}%` }} />
              <span class="here" style={{ height: `${(100 * at) / everyone}%` }} />
            </span>
            <span class="number">{number}</span>
          </li>
        );
      })}
    </ol>
  );
}
