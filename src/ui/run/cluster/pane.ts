import { everyNode, type LiveNode } from '../../../cluster/live/node.ts';
import { nothingSeen, type Sight, watchSight } from '../../../cluster/live/sight.ts';
import { treeOf } from '../../../cluster/live/tree.ts';
import { currentStep } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { Intent } from '../../keys/keymap.ts';
import { scrollBy } from '../../page.ts';
import { remember } from '../../remember.ts';
import { clampOffset, type Scrolled, scrolled } from '../../scrolled.ts';
import { marks, theme } from '../../theme.ts';
import { awaitedBy } from './awaited.ts';
import { type PictureLine, pictureLines } from './picture.ts';
import { sayUnseen } from './unseen.ts';

/** Before each line there is room for the mark of the one that is chosen. */
const markWidth = 2;

/** The run's cluster as it is now: watched while it is shown, and at no other time. */
export class ClusterPane {
  readonly #session: Session;
  readonly #onChange: () => void;
  #watch: AbortController | undefined;
  #sight: Sight = nothingSeen;
  #chosen: string | undefined;
  #top = 0;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** Where the run's cluster is told of; empty where the run has none. */
  get kubeconfig(): string {
    return this.#session.checkContext().kubeconfig;
  }

  get sight(): Sight {
    return this.#sight;
  }

  /** Looks at the cluster from now on, or does not any more. */
  show(isShown: boolean): void {
    if (isShown === (this.#watch !== undefined)) return;
    this.#watch?.abort();
    this.#watch = undefined;
    const { kubeconfig } = this;
    if (!isShown || kubeconfig === '') return;
    this.#watch = new AbortController();
    watchSight(kubeconfig, this.#see, this.#watch.signal);
  }

  /** All lines, as wide as they are drawn. */
  lines(say: Messages, width: number): readonly PictureLine[] {
    const { state } = this.#session;
    const step = currentStep(state);
    const checks = step ? (this.#session.step(step.plan.id).checks ?? []) : [];
    const room = width - markWidth;
    const tree = this.#tree(this.#sight);
    const picture = pictureLines(tree, awaitedBy(step, checks), say, room);
    return [...sayUnseen(this.#sight, picture.length === 0, say, state.language, room).map(line), ...picture];
  }

  /** The lines that there is room for. With the focus, the chosen one is among them, and marked. */
  window(say: Messages, width: number, height: number, hasFocus: boolean): Scrolled {
    const lines = this.lines(say, width);
    const at = hasFocus ? indexOf(lines, this.#choice(lines)?.key) : firstOfInterest(lines);
    // Only as far as need be: what stands still is easier to watch.
    const from = hasFocus ? this.#top : 0;
    const top = at < from ? at : Math.max(from, at - height + 1);
    if (hasFocus) this.#top = clampOffset(top, lines.length, height);
    const texts = lines.map(({ text, node }, index) => {
      const isChosen = hasFocus && index === at && node !== undefined;
      return `${isChosen ? theme.accent(`${marks.here} `) : blank}${text}`;
    });
    return scrolled(texts, height, top);
  }

  /** The object that the arrow keys have come to; undefined where there is none. */
  chosen(say: Messages): LiveNode | undefined {
    return this.#choice(this.lines(say, Number.MAX_SAFE_INTEGER));
  }

  /** The same object as it is now. */
  find(key: string): LiveNode | undefined {
    for (const node of everyNode(this.#tree(this.#sight))) if (node.key === key) return node;
    return undefined;
  }

  /** Moves the choice. @returns false for keys that do not */
  move(intent: Intent, say: Messages, height: number): boolean {
    const by = scrollBy(intent, height);
    if (by === undefined) return false;
    const nodes = this.lines(say, Number.MAX_SAFE_INTEGER).flatMap(({ node }) => node ?? []);
    const from = nodes.findIndex(({ key }) => key === this.chosen(say)?.key);
    const next = nodes[Math.max(0, Math.min(nodes.length - 1, from + by))];
    this.#chosen = next?.key;
    this.#onChange();
    return true;
  }

  close(): void {
    this.#watch?.abort();
  }

  readonly #see = (sight: Sight): void => {
    this.#sight = sight;
    this.#onChange();
  };

  readonly #tree = remember(treeOf);

  /** What was chosen, while it is there; else what is waited for, or the first. */
  #choice(lines: readonly PictureLine[]): LiveNode | undefined {
    const there = lines.filter(({ node }) => node !== undefined);
    const known = there.find(({ node }) => node?.key === this.#chosen);
    return (known ?? there.find(({ awaited }) => awaited) ?? there[0])?.node;
  }
}

const blank = ' '.repeat(markWidth);

function line(text: string): PictureLine {
  return { node: undefined, awaited: false, text };
}

function indexOf(lines: readonly PictureLine[], key: string | undefined): number {
  return Math.max(
    0,
    lines.findIndex(({ node }) => node !== undefined && node.key === key),
  );
}

/** What somebody who only watches wants to see: what is waited for. */
function firstOfInterest(lines: readonly PictureLine[]): number {
  return Math.max(
    0,
    lines.findLastIndex(({ awaited }) => awaited),
  );
}
