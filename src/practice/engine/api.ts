/**
 * What the docker command and the engine say to each other: JSON over HTTP below the practice cluster's address, and
 * lines of JSON where something takes its time.
 */

/** A line of what a pull or push reports; with an `id` it is about one layer. */
export interface Progress {
  status: string;
  id?: string;
}

/** The last line of a report that went wrong, as `Error response from daemon: …`. */
export interface Failure {
  error: string;
}

export interface ImageSummary {
  id: string;
  tags: string[];
  digests: string[];
  created: string;
  size: number;
}

export interface HistoryLine {
  /** Undefined for the steps between images that are known by an ID. */
  id: string | undefined;
  created: string;
  createdBy: string;
  size: number;
  comment: string;
}

export interface BuildTarget {
  /** A service's name in compose, which then stands in front of its steps. */
  name?: string;
  /** Absolute path of the context. */
  context: string;
  /** Absolute path of the Dockerfile. */
  dockerfile: string;
  /** The Dockerfile itself, where it came through standard input. */
  content?: string;
  tags: string[];
  args: Record<string, string>;
  labels: Record<string, string>;
  /** The stage to stop at. */
  stage?: string;
  noCache: boolean;
  /** Asks registries for base images even when they are here. */
  pull: boolean;
}

export type BuildEvent =
  /** A step begins. */
  | { step: number; name: string }
  /** Something about it, on a line of its own: `transferring context: 2B done`. */
  | { step: number; status: string }
  | { step: number; ended: 'done' | 'cached'; seconds: number }
  | { step: number; ended: 'error'; seconds: number; error: string }
  | { image: string }
  /** The build is over. `failed` is the step that failed, `log` what it said, `excerpt` the place in the Dockerfile. */
  | { error: string; failed: string | null; log: string[]; excerpt: string | null };

export interface EngineInfo {
  images: number;
  containers: { running: number; stopped: number };
  version: string;
  root: string;
  cpus: number;
  memory: number;
  name: string;
}

export const engineVersion = '28.2.2';
