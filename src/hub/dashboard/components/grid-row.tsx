import { memo } from 'preact/compat';
import type { Standing } from '../../room/select.ts';
import type { Learner } from '../../room/state.ts';
import { marksOf, type Step } from '../class.ts';
import type { Desk } from '../desk.ts';
import type { Words } from '../i18n/words.ts';
import { Icon } from './icon.tsx';

interface GridRowProps {
  readonly learner: Learner;
  readonly standing: Standing;
  readonly handUp: boolean;
  readonly step: string | undefined;
  readonly settled: number;
  readonly total: number;
  /** How long they have been at the step; empty while that is nothing to look at. */
  readonly time: string;
  readonly steps: readonly Step[];
  /** The place of the last open step; -1: all are. */
  readonly gate: number;
  /** The one that Tab leads to. */
  readonly isFirst: boolean;
  readonly words: Words;
  readonly show: Desk['show'];
}

/** One learner. Drawn again only when something of it is another: there are hundreds. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { learner, standing, handUp, settled, time, steps, gate, isFirst, words, show } = props;
  return (
    <li>
      <button
        type="button"
        class={`row ${standing}`}
        tabIndex={isFirst ? 0 : -1}
        data-learner={learner.id}
        data-settled={settled}
        aria-label={said(props)}
        onClick={() => show({ kind: 'learner', id: learner.id })}
      >
        <span class="who">
          {handUp && <Icon name="hand" />}
          <span class="text">{learner.name}</span>
        </span>
        <span class="how">
          <Icon name={standing} /> <span class="text">{words.standing[standing]}</span> <small>{time}</small>
        </span>
        <span class="marks">
          {marksOf(learner, steps).map((mark, place) => (
            <i key={steps[place]?.id} class={`mark ${mark}${place === gate ? ' gate' : ''}`} />
          ))}
        </span>
      </button>
    </li>
  );
});

function said({ learner, standing, handUp, step, settled, total, time, steps, words }: GridRowProps): string {
  const at = steps.find(({ id }) => id === step);
  return [
    learner.name,
    words.standing[standing],
    at ? words.atStep(words.step(at.number)) : words.notBegun,
    time,
    words.stepsDone(settled, total || steps.length),
    handUp ? words.handUp : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
