import { useRef } from 'preact/hooks';
import type { LearnerGlance } from '../../room/select.ts';
import { learnerOf } from '../../room/state.ts';
import type { Class } from '../class.ts';
import { useDesk } from '../desk.ts';
import { GridRow } from './grid-row.tsx';
import { StepsHead } from './steps-head.tsx';

/** Learners by steps. One of its rows can have the focus; the arrows lead to the others. */
export function Grid({ room, learners }: { room: Class; learners: readonly LearnerGlance[] }) {
  const { spoken, show } = useDesk();
  const list = useRef<HTMLOListElement>(null);
  const gate = room.steps.findIndex(({ id }) => id === room.state.gate);
  const move = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.row') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const to = target(event.key, at, rows.length);
    if (to === undefined) return;
    event.preventDefault();
    rows[to]?.focus();
  };
  return (
    <div class="grid" style={{ '--steps': room.steps.length }}>
      <StepsHead room={room} />
      <ol class="rows" ref={list} onKeyDown={move} aria-label={spoken.words.class}>
        {learners.map((glance, index) => {
          const learner = learnerOf(room.state, glance.id);
          return (
            learner && (
              <GridRow
                key={glance.id}
                learner={learner}
                standing={glance.standing}
                handUp={glance.handUp}
                step={glance.step}
                settled={glance.settled}
                total={glance.total}
                time={glance.since >= 60_000 ? spoken.time(glance.since) : ''}
                steps={room.steps}
                gate={gate}
                isFirst={index === 0}
                words={spoken.words}
                show={show}
              />
            )
          );
        })}
      </ol>
    </div>
  );
}

function target(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(length - 1, at + 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
