import type { Clock } from '../base/clock.ts';
import type { ObjectRef, Verdict } from '../engine/events.ts';
import type { Check } from '../lesson/schema.ts';
import type { Snapshot } from './effects/snapshot.ts';

export type ClusterKind = 'practice' | 'minikube' | 'context';

/** How a cluster is reached, for the learner to read: catalogues of words have a text for each id. */
export interface ClusterNoteParams {
  'minikube-direct': { node: string };
  'minikube-forwarded': { driver: string };
  'own-namespace': { namespace: string };
  'docker-on-node': { engine: string; node: string };
  'docker-forwarded': { engine: string; node: string };
  'docker-relayed': { engine: string; image: string };
  'docker-apart': { engine: string };
  'node-chosen': { node: string };
}

export type ClusterNote = {
  [Id in keyof ClusterNoteParams]: { readonly id: Id; readonly params: ClusterNoteParams[Id] };
}[keyof ClusterNoteParams];

/** A cluster that a run can be on. No lesson, engine or check asks which one it is. */
export interface Cluster {
  readonly kind: ClusterKind;
  /** As the learner names it on the command line: practice, minikube, context:kind. */
  readonly name: string;
  /** How many times faster than real its delays pass; time-outs of checks follow it. */
  readonly speed: number;
  /** Makes the tools of `env` usable. Safe to repeat. @throws NotReadyError */
  start(): Promise<void>;
  /**
   * What a shell needs to talk to it: PATH, KUBECONFIG, DOCKER_HOST, NODE. Asked before each command, because a step
   * such as `minikube start` changes it.
   */
  env(): Promise<Record<string, string>>;
  /** What was chosen for this cluster, as far as it is known now. */
  notes(): readonly ClusterNote[];
  /** Lets go of it; what it holds stays. */
  stop(): Promise<void>;
  /** What of it is the run's alone, as people say it (`namespace pilotage-1f`), where there is such a thing now. */
  owned(): Promise<string | undefined>;
  /** Removes what the run alone has in it. @throws NotReadyError */
  reset(): Promise<void>;
  /** For a cluster that the run shares with what was there before: what a run does to it, object by object. */
  readonly objects?: ClusterObjects;
}

export interface ClusterObjects {
  /** What people keep in the cluster now. @throws what a request throws */
  snapshot(signal: AbortSignal): Promise<Snapshot>;
  /** Which of these are still there. @throws NotReadyError */
  stillThere(refs: readonly ObjectRef[]): Promise<ObjectRef[]>;
  /** Deletes this object and no other that took its name. @returns whether it was there @throws NotReadyError */
  remove(ref: ObjectRef): Promise<boolean>;
}

/** What a check may look at. */
export interface CheckContext {
  /** The kubeconfig's path; the file may not be there yet. */
  readonly kubeconfig: string;
  /** The run's shell variables, as last saved, over the built-in ones. */
  readonly variables: () => Readonly<Record<string, string>>;
  /** Called whenever they may have changed. Returns the call that ends it. */
  readonly onVariables: (listener: () => void) => () => void;
  /** Runs a command in a copy of the run's shell; what it does to the shell is forgotten. */
  readonly probe: (command: string, signal: AbortSignal) => Promise<{ exit: number | null; stdout: string }>;
  readonly workDir: string;
  /** When the step was begun. */
  readonly since: Date;
  readonly clock: Clock;
}

/** Watches until `signal` is aborted; calls back with every verdict that differs from the last, the first at once when it is known. */
export type WatchCheck<C extends Check = Check> = (
  check: C,
  context: CheckContext,
  report: (verdict: Verdict) => void,
  signal: AbortSignal,
) => void;
