import type { Messages } from '../i18n/messages.ts';
import { Store } from '../store.ts';
import type { Input } from './input/input.ts';
import type { ClassRoom } from './room/class-room.ts';
import type { Search } from './search.ts';

export type Pane = 'prose' | 'output' | 'checks' | 'cluster';

/** A place in an output: a line by its number, and a row of it where the line is wrapped. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

/** What the screen knows that the run does not: where one is, where one scrolled to, what is being edited. */
export interface RunView {
  readonly screen: 'tour' | 'step' | 'why' | 'steps' | 'finish' | 'cluster' | 'object' | 'changes' | 'room';
  /** Which pane the scrolling keys move; it also gets most of the room. */
  readonly focus: Pane;
  /** Lines above the window; or the hint that was shown last, or the question that is asked, wherever they are. */
  readonly prose: number | 'last-hint' | 'question';
  /** The same; undefined shows from the first check that is not green. */
  readonly checks: number | undefined;
  /** The top of the window; undefined follows the end. */
  readonly output: Place | undefined;
  /** Lines above the window of a page. */
  readonly page: number;
  /** The same of the help, which lies over whatever was on the screen; undefined while it is not open. */
  readonly help: number | undefined;
  /** The learner wants no cluster beside the step, although there is room. */
  readonly hidesCluster: boolean;
  /** What is being typed. */
  readonly input: Input | undefined;
  /** What is looked for in the output. */
  readonly search: Search | undefined;
  /** Said until the next key; in words only when it is shown, because the language may change. */
  readonly notice: ((say: Messages) => string) | undefined;
  /** The room that the run is a part of, and how many of its messages were not read. */
  readonly room: ClassRoom | undefined;
  readonly unread: number;
  /** Said while steps are done for the learner. */
  readonly underWay: ((say: Messages) => string) | undefined;
}

/** A step as it is opened: read from its top. */
export const stepTop = {
  focus: 'prose',
  prose: 0,
  checks: undefined,
  output: undefined,
  input: undefined,
  search: undefined,
} as const satisfies Partial<RunView>;

export function createView(
  first: Pick<RunView, 'notice' | 'screen' | 'hidesCluster' | 'room'>,
): Store<RunView> {
  return new Store<RunView>({
    ...stepTop,
    page: 0,
    help: undefined,
    unread: 0,
    underWay: undefined,
    ...first,
  });
}
