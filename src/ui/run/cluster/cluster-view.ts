import type { Session } from '../../../runner/session.ts';
import type { Row, Size } from '../../frame.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { Intent } from '../../keys/keymap.ts';
import { scrollBy } from '../../page.ts';
import type { Store } from '../../store.ts';
import { changeLanguage } from '../language.ts';
import type { RunView } from '../view.ts';
import { clusterColumns } from './cluster-offers.ts';
import { clusterHeight, clusterScreen, placeOf } from './cluster-screen.ts';
import { ObjectDetails } from './object-details.ts';
import { freshObjectView, type ObjectView, objectPanes, objectScreen } from './object-screen.ts';
import { ClusterPane } from './pane.ts';

/** Whether the learner wants no cluster beside the step; kept from one run to the next. */
export interface BesideChoice {
  readonly isHidden: boolean;
  readonly remember: (isHidden: boolean) => void;
}

/** The cluster wherever it is shown: beside the step, on a screen of its own, and one object of it from near. */
export class ClusterView {
  readonly pane: ClusterPane;
  readonly #session: Session;
  readonly #view: Store<RunView>;
  readonly #onChange: () => void;
  readonly #beside: BesideChoice | undefined;
  #details: ObjectDetails | undefined;
  #object: ObjectView = freshObjectView;
  /** Where one goes back to from an object. */
  #from: 'step' | 'cluster' = 'cluster';

  constructor(
    session: Session,
    view: Store<RunView>,
    onChange: () => void,
    beside: BesideChoice | undefined,
  ) {
    this.#beside = beside;
    this.#session = session;
    this.#view = view;
    this.#onChange = onChange;
    this.pane = new ClusterPane(session, () => {
      this.#details?.see(this.pane.find(this.#details.node.key), this.pane.sight);
      onChange();
    });
  }

  /** Whether there is a cluster to show, room for it beside the step, and nobody who does not want it there. */
  isBeside({ columns }: Size): boolean {
    return columns >= clusterColumns && this.pane.kubeconfig !== '' && !this.#view.get().hidesCluster;
  }

  /** Hides the cluster beside the step, or shows it again. */
  toggleBeside(): void {
    const { hidesCluster, focus } = this.#view.get();
    this.#beside?.remember(!hidesCluster);
    this.#view.update({ hidesCluster: !hidesCluster, focus: focus === 'cluster' ? 'prose' : focus });
  }

  /** Looks at the cluster while it is on the screen, and never otherwise. */
  fit(size: Size): void {
    const { screen, help } = this.#view.get();
    const isOpen = screen === 'cluster' || screen === 'object' || (screen === 'step' && this.isBeside(size));
    this.pane.show(isOpen && help === undefined && !this.#session.state.shellOpen);
    if (screen !== 'object') this.#forget();
  }

  rows(size: Size, say: Messages): readonly Row[] {
    const { screen } = this.#view.get();
    if (screen === 'cluster' || !this.#details) return clusterScreen(this.#session, this.pane, size, say);
    const place = placeOf(this.#session, this.pane, say);
    return objectScreen(this.#details, this.#object, size, say, this.#session, place);
  }

  /** What a key does on the screens of their own. */
  press(intent: Intent, size: Size, say: Messages): void {
    const isBack = intent === 'close' || intent === 'quit' || intent === 'stop';
    if (intent === 'language') changeLanguage(this.#session);
    else if (this.#view.get().screen === 'object') {
      if (isBack || intent === 'primary') this.#view.update({ screen: this.#from });
      else this.#moveInObject(intent, size, say);
    } else if (isBack || intent === 'cluster') this.#view.update({ screen: 'step' });
    else if (intent === 'primary') this.#open('cluster', say);
    else this.pane.move(intent, say, clusterHeight(size));
  }

  /** What a key does while the focus is on the cluster beside the step. @returns false for keys that are not its own */
  pressBeside(intent: Intent, say: Messages, height: number): boolean {
    if (intent === 'close') this.#view.update({ focus: 'prose' });
    else if (intent !== 'primary') return this.pane.move(intent, say, height);
    else return this.#open('step', say);
    return true;
  }

  close(): void {
    this.#forget();
    this.pane.close();
  }

  #open(from: 'step' | 'cluster', say: Messages): boolean {
    const node = this.pane.chosen(say);
    if (!node) return false;
    this.#forget();
    this.#from = from;
    this.#object = freshObjectView;
    this.#details = new ObjectDetails(this.pane.kubeconfig, node, this.#onChange);
    this.#details.see(node, this.pane.sight);
    this.#view.update({ screen: 'object' });
    return true;
  }

  #moveInObject(intent: Intent, size: Size, say: Messages): void {
    if (!this.#details) return;
    const { focus } = this.#object;
    if (intent === 'pane') this.#object = { ...this.#object, focus: focus === 'log' ? 'events' : 'log' };
    else {
      const panes = objectPanes(this.#details, this.#object, size, say, this.#session.state.language);
      const by = scrollBy(intent, panes.heights[focus]);
      if (by === undefined) return;
      const top = panes[focus].moved(panes.heights[focus], this.#object[focus], by);
      this.#object = { ...this.#object, [focus]: top };
    }
    this.#onChange();
  }

  #forget(): void {
    this.#details?.close();
    this.#details = undefined;
  }
}
