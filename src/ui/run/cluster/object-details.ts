import { type Subject, watchActivity } from '../../../cluster/live/activity.ts';
import type { LiveEvent } from '../../../cluster/live/events.ts';
import type { LiveNode } from '../../../cluster/live/node.ts';
import type { Sight } from '../../../cluster/live/sight.ts';
import { subjectOf } from '../../../cluster/live/subject.ts';
import type { Reason } from '../../../engine/reasons/reasons.ts';
import { OutputBuffer } from '../../../shell/output.ts';
import { Sanitizer } from '../../../shell/sanitize.ts';
import { theme } from '../../theme.ts';

/** What happens to one object and what its pods write, as it comes, until it is closed. */
export class ObjectDetails {
  /** As it was seen last: it may be gone by now. */
  node: LiveNode;
  isGone = false;
  hasPods = false;
  readonly log = new OutputBuffer({ lines: 1_000 });
  readonly problems = new Map<'events' | 'logs', Reason>();
  /** Undefined before the first answer. */
  events: readonly LiveEvent[] | undefined;
  readonly #over = new AbortController();
  readonly #look: (subject: Subject) => void;
  /** Only where the log is of several is it said of whom a line is. */
  #isSeveral = false;

  constructor(kubeconfig: string, node: LiveNode, onChange: () => void) {
    this.node = node;
    this.log.subscribe(onChange);
    const clean = new Sanitizer();
    const listener = {
      events: (events: readonly LiveEvent[]) => {
        this.events = events;
        this.problems.delete('events');
        onChange();
      },
      lines: (pod: string, container: string, lines: readonly string[]) => {
        const from = this.#isSeveral ? theme.faint(`${this.#shortNameOf(pod, container)} │ `) : '';
        for (const line of lines) this.log.write(`${from}${clean.write(`${line}\n`)}`);
      },
      problem: (of: 'events' | 'logs', reason: Reason) => {
        this.problems.set(of, reason);
        onChange();
      },
    };
    this.#look = watchActivity(kubeconfig, listener, this.#over.signal);
  }

  /** The cluster as it is now, and the object in it; undefined once it is gone. */
  see(node: LiveNode | undefined, sight: Sight): void {
    this.isGone = node === undefined;
    if (node === undefined) return;
    this.node = node;
    const subject = subjectOf(node, sight);
    const streams = subject.pods.reduce((sum, { spec }) => sum + spec.containers.length, 0);
    this.#isSeveral = streams > 1 || node.kind !== 'Pod';
    this.hasPods = subject.pods.length > 0;
    this.#look(subject);
  }

  close(): void {
    this.#over.abort();
  }

  /** A pod of a workload by what is its own in its name; a container of the pod itself by its name alone. */
  #shortNameOf(pod: string, container: string): string {
    const { kind, name } = this.node;
    if (kind === 'Pod') return container;
    return pod.startsWith(`${name}-`) ? pod.slice(name.length + 1) : pod;
  }
}
