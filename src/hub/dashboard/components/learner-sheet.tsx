import type { Verdict } from '../../../engine/events.ts';
import { sayReason } from '../../../engine/reasons/say.ts';
import { learnerOf } from '../../room/state.ts';
import { type Class, marksOf, stepNamed, stepStateOf } from '../class.ts';
import { useDesk } from '../desk.ts';
import { stuckFor } from '../trouble.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { LearnerActions } from './learner-parts.tsx';
import { Output } from './output.tsx';

/** One learner: what they are at, what their checks say and why, what they were told. */
export function LearnerSheet({ room, id }: { room: Class; id: string }) {
  const { spoken, open } = useDesk();
  const { words, time } = spoken;
  const learner = learnerOf(room.state, id);
  const glance = room.glance.learners.find((one) => one.id === id);
  if (!learner || !glance) return null;
  const hand = room.state.hands.find((one) => one.learner === id);
  const step = stepNamed(room, glance.step);
  return (
    <Dialog title={learner.name} isAside>
      <p class={`how ${glance.standing}`}>
        <Icon name={glance.standing} /> {words.standing[glance.standing]} ·{' '}
        {words.stepsDone(glance.settled, glance.total || room.steps.length)} · {words.hints(glance.hints)}
      </p>
      {step && (
        <p class="step">
          {step.number} · {step.title}{' '}
          {glance.since > 0 && <small>{words.sinceFor(time(glance.since))}</small>}
        </p>
      )}
      {glance.stuckFor.length > 0 && <p class="why">{stuckFor(room, glance, spoken)}</p>}
      {hand && (
        <section>
          <h3>
            <Icon name="hand" /> {words.handUp} <small>{words.sinceFor(time(room.now - hand.at))}</small>
          </h3>
          <Output hand={hand} words={words} />
        </section>
      )}
      {open && (
        <p class="actions">
          <LearnerActions id={id} name={learner.name} />
        </p>
      )}
      <Checks room={room} id={id} />
      <Path room={room} id={id} />
      <Told room={room} id={id} />
    </Dialog>
  );
}

function Checks({ room, id }: { room: Class; id: string }) {
  const { words, language } = useDesk().spoken;
  const learner = learnerOf(room.state, id);
  const step = learner && stepStateOf(learner);
  if (!step) return null;
  const say = (verdict: Verdict) => {
    if (verdict.verdict === 'red') return sayReason(verdict.reason, language);
    return verdict.verdict === 'green' ? words.green : words.pending;
  };
  const end = step.command?.end;
  return (
    <section>
      <h3>{words.checks}</h3>
      {step.plan.checks.length === 0 && <p class="empty">{words.noChecks}</p>}
      <ol class="verdicts">
        {numbered(step.verdicts).map(({ number, verdict }) => (
          <li key={number} class={verdict.verdict}>
            <strong>{words.check(number)}</strong> {say(verdict)}
          </li>
        ))}
      </ol>
      {(step.attempts > 0 || end?.exit) && (
        <p class="hint">
          {[words.attempts(step.attempts), end?.exit ? words.exit(end.exit) : ''].filter(Boolean).join(', ')}
        </p>
      )}
    </section>
  );
}

function numbered(verdicts: readonly Verdict[]) {
  return verdicts.map((verdict, place) => ({ number: place + 1, verdict }));
}

function Path({ room, id }: { room: Class; id: string }) {
  const { words } = useDesk().spoken;
  const learner = learnerOf(room.state, id);
  const marks = learner ? marksOf(learner, room.steps) : [];
  return (
    <section>
      <h3>{words.path}</h3>
      <ol class="path">
        {room.steps.map(({ id: step, number, title }, place) => {
          const mark = marks[place] ?? 'ahead';
          return (
            <li key={step} class={mark}>
              <i class={`mark ${mark}`} /> {number} · {title} <small>{words.mark[mark]}</small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Told({ room, id }: { room: Class; id: string }) {
  const { words, time } = useDesk().spoken;
  const messages = room.state.messages.filter(({ to }) => to === id);
  if (messages.length === 0) return null;
  return (
    <section>
      <h3>{words.messages}</h3>
      <ul class="plain">
        {messages.map((message) => (
          <li key={message.id}>
            {message.text} <small>{words.sinceFor(time(room.now - message.at))}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
