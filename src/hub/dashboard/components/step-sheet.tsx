import { type Class, stepNamed } from '../class.ts';
import { freshId } from '../commands.ts';
import { useDesk } from '../desk.ts';
import { Dialog } from './dialog.tsx';
import { LearnerName } from './learner-parts.tsx';

/** One step: how the class does on it, and the pace that is set there. */
export function StepSheet({ room, id }: { room: Class; id: string }) {
  const { spoken, role, open, act, show } = useDesk();
  const { words, time } = spoken;
  const step = stepNamed(room, id);
  if (!step) return null;
  const counts = room.glance.steps[step.number - 1];
  const usual = room.glance.usual.get(id);
  const at = room.glance.learners.filter((learner) => learner.step === id && learner.standing !== 'done');
  return (
    <Dialog title={`${step.number} · ${step.title}`} isAside>
      <ul class="plain">
        <li>{words.here(at.length)}</li>
        <li>{words.haveDone(counts?.settled ?? 0)}</li>
        {usual !== undefined && <li>{words.usually(time(usual))}</li>}
      </ul>
      {role === 'instructor' && open && (
        <p class="actions">
          <button
            type="button"
            onClick={async () => (await act({ type: 'gate-set', step: id })) && show(null)}
          >
            {words.holdAt(words.step(step.number))}
          </button>
          <button
            type="button"
            onClick={async () =>
              (await act({ type: 'catch-up', id: freshId(), step: id }, words.sent)) && show(null)
            }
          >
            {words.everyoneTo(words.step(step.number))}
          </button>
        </p>
      )}
      <ul class="names">
        {at.map((learner) => (
          <li key={learner.id}>
            <LearnerName id={learner.id} name={learner.name} />{' '}
            <small>
              {words.standing[learner.standing]} {learner.since >= 60_000 ? time(learner.since) : ''}
            </small>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
