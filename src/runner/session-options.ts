import type { Language } from '../base/languages.ts';
import type { Cluster } from '../cluster/types.ts';
import type { Lesson } from '../lesson/load.ts';

export interface SessionOptions {
  readonly lesson: Lesson;
  readonly cluster: Cluster;
  /** The run's folder; made where it is not there. */
  readonly dir: string;
  /** The language that a new run starts in. */
  readonly language: Language;
  /** Somebody is shown what each step changes in the cluster. */
  readonly showsChanges?: boolean;
  /** Nobody is shown how a step goes while it does: only its end counts. */
  readonly unseen?: boolean;
}
