/** What is said of the live cluster, in one language. Kubernetes' own words (kinds, states) are said by it. */
export interface LiveMessages {
  readonly title: string;
  /** What keys do, for footers. */
  readonly keys: {
    readonly cluster: string;
    readonly changes: string;
    readonly details: string;
    readonly choose: string;
    readonly back: string;
    /** What the key does to a cluster that is shown beside the step, and to one that is hidden. */
    readonly shown: string;
    readonly hidden: string;
  };
  readonly namespace: (name: string) => string;
  /** The ReplicaSets of a rollout. */
  readonly side: { readonly new: string; readonly old: string };
  readonly notReady: string;
  readonly restarts: (count: number) => string;
  readonly suspended: string;
  /** How many are ready; of a job, how many have come to their end. */
  readonly count: (ready: number, wanted: number, job: boolean) => string;
  readonly noSelector: string;
  /** What a Service leads to. */
  readonly leads: (ready: number, all: number) => string;
  readonly absent: string;
  /** Behind an object for which a check waits. */
  readonly awaited: string;
  readonly looking: string;
  readonly empty: (namespace: string) => string;
  /** Kinds that cannot be seen, and why; no kinds where it is all of them. */
  readonly unseen: (kinds: readonly string[], why: string) => string;
  readonly noCluster: string;
  readonly events: string;
  readonly noEvents: string;
  readonly logs: string;
  readonly noLogs: string;
  readonly noPods: string;
  readonly gone: string;
  readonly images: string;
  readonly changesTitle: string;
  readonly created: string;
  readonly changed: string;
  readonly deleted: string;
  readonly noChanges: string;
}
