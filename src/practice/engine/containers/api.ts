/** What the docker command and the engine say to each other about containers, networks and volumes. */
import type { Healthcheck } from '../../node/images/types.ts';

export interface PortBinding {
  /** Inside the container. */
  port: number;
  protocol: 'tcp' | 'udp';
  /** As it was given, for what is shown: the engine listens on 127.0.0.1 whatever it says. */
  hostIp: string;
  /** 0: any free one. */
  hostPort: number;
}

export interface MountSpec {
  type: 'bind' | 'volume' | 'tmpfs';
  /** An absolute path of this machine, or a volume's name; '' for a volume without one. */
  source: string;
  target: string;
  readOnly: boolean;
  /** As `-v` does, a folder that is not there is made; `--mount` refuses. */
  create: boolean;
}

export interface RestartPolicy {
  name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  /** Of `on-failure`; 0 is without end. */
  maximum: number;
}

/** What a container is to be. What is left out is as the image has it. */
export interface ContainerSpec {
  image: string;
  name?: string;
  command?: string[];
  entrypoint?: string[];
  env: string[];
  workdir?: string;
  user?: string;
  hostname?: string;
  labels: Record<string, string>;
  tty: boolean;
  openStdin: boolean;
  /** Standard input ends when the one who started it goes. */
  stdinOnce: boolean;
  exposed: string[];
  ports: PortBinding[];
  publishAll: boolean;
  mounts: MountSpec[];
  /** `bridge`, `none`, `container:NAME` or the name of a network; more are joined besides. */
  network: string;
  /** Names of the container in the networks of its own making, by network. */
  aliases: Record<string, string[]>;
  /** `NAME:ADDRESS`. */
  extraHosts: string[];
  restart: RestartPolicy;
  autoRemove: boolean;
  init: boolean;
  /** Bytes; 0 is without limit. */
  memory: number;
  nanoCpus: number;
  stopSignal?: string;
  /** Seconds. */
  stopTimeout?: number;
  healthcheck?: Healthcheck;
}

export interface ContainerState {
  status: 'created' | 'running' | 'paused' | 'restarting' | 'exited';
  exitCode: number;
  error: string;
  oomKilled: boolean;
  /** RFC 3339; the zero time of Go before. */
  startedAt: string;
  finishedAt: string;
  health?: Health;
}

export interface Health {
  status: 'starting' | 'healthy' | 'unhealthy';
  failingStreak: number;
  log: { start: string; end: string; exitCode: number; output: string }[];
}

export interface Attachment {
  ip: string;
  gateway: string;
  prefix: number;
  mac: string;
  networkId: string;
  aliases: string[];
}

/** All that the engine knows of a container. */
export interface ContainerInfo {
  id: string;
  name: string;
  created: string;
  spec: ContainerSpec;
  imageId: string;
  /** What it runs, the image's part in it included. */
  argv: string[];
  env: string[];
  workdir: string;
  labels: Record<string, string>;
  healthcheck?: Healthcheck;
  /** Exposed ports, the image's included: `80/tcp`. */
  exposed: string[];
  mounts: { type: string; name: string; source: string; target: string; readOnly: boolean }[];
  state: ContainerState;
  restartCount: number;
  /** While it runs: where its ports are reached. */
  published: PortBinding[];
  networks: Record<string, Attachment>;
  logPath: string;
  /** Bytes that it changed, and bytes of its image besides; where they were asked for. */
  sizeRw?: number;
  sizeRootFs?: number;
}

export interface NetworkInfo {
  id: string;
  name: string;
  created: string;
  driver: 'bridge' | 'host' | 'null';
  subnet: string;
  gateway: string;
  internal: boolean;
  labels: Record<string, string>;
  containers: { id: string; name: string; ip: string; prefix: number; mac: string }[];
}

export interface VolumeInfo {
  name: string;
  created: string;
  labels: Record<string, string>;
  mountpoint: string;
  /** Made for a container that named none. */
  anonymous: boolean;
  /** Bytes. */
  size: number;
  /** Containers that have it. */
  users: number;
}

export interface ContainerStats {
  id: string;
  name: string;
  running: boolean;
  /** Percent of one processor. */
  cpu: number;
  /** Bytes. */
  memory: number;
  limit: number;
  pids: number;
}

/** What a client sends into a container that it is attached to, a line each. */
export type StreamInput = { data: string } | { end: true } | { size: { columns: number; rows: number } };

/** What comes back: base64 of what was printed, and at the end the exit code or what went wrong. */
export type StreamOutput =
  | { attached: true }
  | { stdout: string }
  | { stderr: string }
  | { exit: number }
  | { error: string };

/** A line, or a part of one, that a container printed. */
export interface LogPart {
  stream: 'stdout' | 'stderr';
  text: string;
}

export const zeroTime = '0001-01-01T00:00:00Z';
