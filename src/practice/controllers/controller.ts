import type { Clock } from '../../base/clock.ts';
import type { RecordedChange } from '../store/history.ts';
import type { ClusterStore } from '../store/store.ts';
import type { GroupKind, NodeAgent, NodePorts } from '../types.ts';
import type { EventInput } from './events.ts';

/** What a controller works with. */
export interface ControllerContext {
  readonly store: ClusterStore;
  readonly clock: Clock;
  readonly nodePorts: NodePorts;
  /** The API's own, which every namespace has in a ConfigMap. */
  readonly certificate: string;
  /** What nodes and their pods use, measured now. */
  readonly usage: NodeAgent['usage'];
  /** Tells what the controller did, as `kubectl describe` shows it. */
  event(input: Omit<EventInput, 'source'>): void;
  /** Syncs `key` again after `milliseconds` of the clock's time; a later call for the key replaces an earlier one. */
  again(key: string, milliseconds: number): void;
}

/**
 * Makes one kind of object true. A file of its own and a line in index.ts each. It holds no state that it could not
 * find again in the store.
 */
export interface Controller {
  /** Which pieces of its work a change concerns, by the changed object's kind: keys of `sync`. */
  readonly watches: Readonly<Record<GroupKind, (change: RecordedChange) => Iterable<string>>>;
  /** Brings one piece of work forward, as far as it goes now. */
  sync(key: string): void;
}

export interface ControllerDefinition {
  /** As events name their source: `deployment-controller`. */
  readonly name: string;
  readonly create: (context: ControllerContext) => Controller;
}
