import { useEffect, useRef, useState } from 'react';
import { currentStep } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import type { Edit } from '../editor.ts';
import type { Intent } from '../keymap.ts';
import { maxOffset, type Pane } from './layout.ts';

/** Lines there are and rows to show them in, of each pane. */
type Measures = Readonly<Record<Pane, readonly [lines: number, rows: number]>>;

/** What the step screen knows that the run does not: where one scrolled to, what is being edited. */
export interface StepUi {
  readonly focus: Pane;
  /** Lines from the start of the prose, and from the end of the output. */
  readonly scroll: Readonly<Record<Pane, number>>;
  readonly edit: Edit | undefined;
  readonly notice: string | undefined;
  readonly measured: (measures: Measures) => void;
  readonly setEdit: (edit: Edit | undefined) => void;
  readonly setNotice: (notice: string | undefined) => void;
  /** Moves the window of the pane that has the focus. @returns whether the intent was about that */
  readonly move: (intent: Intent) => boolean;
}

const top = { prose: 0, output: 0 };

export function useStep(session: Session): StepUi {
  const step = currentStep(session.state);
  const [focus, setFocus] = useState<Pane>('prose');
  const [scroll, setScroll] = useState(top);
  const [edit, setEdit] = useState<Edit | undefined>();
  const [notice, setNotice] = useState<string | undefined>();
  const measures = useRef<Measures>({ prose: [0, 0], output: [0, 0] });

  const id = step?.plan.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is read from its top
  useEffect(() => {
    setScroll(top);
    setFocus('prose');
    setEdit(undefined);
  }, [id]);
  const hints = step?.hints ?? 0;
  // A hint is shown below the prose: go where it is.
  useEffect(() => {
    if (hints > 0) setScroll((at) => ({ ...at, prose: Number.MAX_SAFE_INTEGER }));
  }, [hints]);

  const move = (intent: Intent): boolean => {
    const [lines, rows] = measures.current[focus];
    const page = Math.max(1, rows - 1);
    const steps: Partial<Record<Intent, number>> = {
      up: -1,
      down: 1,
      'page-up': -page,
      'page-down': page,
      top: Number.NEGATIVE_INFINITY,
      bottom: Number.POSITIVE_INFINITY,
    };
    if (intent === 'pane') {
      setFocus(focus === 'prose' && measures.current.output[0] > 0 ? 'output' : 'prose');
      return true;
    }
    const by = steps[intent];
    if (by === undefined) return false;
    const end = maxOffset(lines, rows);
    const direction = focus === 'prose' ? 1 : -1;
    setScroll((at) => ({ ...at, [focus]: clamp(Math.min(at[focus], end) + direction * by, end) }));
    return true;
  };
  const measured = (next: Measures) => {
    measures.current = next;
  };
  return { focus, scroll, edit, notice, measured, setEdit, setNotice, move };
}

function clamp(offset: number, end: number): number {
  return Math.max(0, Math.min(end, offset));
}
