import type { Reason } from '../../engine/reasons/reasons.ts';

/** What can be found wrong with a machine itself, each with the values that its sentences need. */
export interface MachineProblems {
  'node-too-old': { version: string; wanted: string };
  'program-missing': { program: string };
  'program-broken': { program: string };
  'program-silent': { program: string; seconds: number };
  'program-too-old': { program: string; version: string; wanted: string };
  'version-unknown': { program: string; wanted: string };
  'requirement-unclear': { program: string; wanted: string };
  'docker-not-in-wsl': Record<string, never>;
  'docker-is-podman': { version: string };
  'plugin-missing': { plugin: 'compose' | 'buildx' };
  'docker-stopped': { endpoint: string };
  'docker-not-allowed': { endpoint: string };
  'docker-host-dead': { host: string };
  'docker-context-missing': { context: string };
  'docker-silent': { seconds: number };
  'docker-failing': Record<string, never>;
  'docker-elsewhere': { endpoint: string };
  'cpus-few': { cpus: number; wanted: number };
  'memory-small': { megabytes: number; wanted: number };
  'memory-taken': { megabytes: number; wanted: number };
  'disk-low': { path: string; gigabytes: number; wanted: number };
  'virtualisation-off': Record<string, never>;
  'virtualisation-not-allowed': { device: string };
  'node-ports-taken': { ports: readonly number[] };
  'node-port-wanted': { port: number };
  'proxy-without-exception': { proxy: string; missing: readonly string[] };
  'proxy-cases-differ': { name: string; lower: string; upper: string };
  'proxy-no-url': { name: string; value: string };
  'terminal-small': { columns: number; rows: number };
  'terminal-dumb': { term: string };
  'locale-not-utf8': { locale: string };
  'colours-few': { term: string; colours: number };
  'true-colour-off': { program: 'tmux' | 'screen' };
  'windows-console': Record<string, never>;
}

/** What can be wrong with the way to a cluster and to the lesson's images. */
export interface ClusterProblems {
  'kubeconfig-broken': { path: string };
  'kubeconfig-unreadable': { path: string };
  'kubeconfig-public': { path: string };
  'kubeconfig-listed-missing': { path: string };
  'kubeconfig-several': { paths: readonly string[] };
  'current-context-missing': { context: string };
  'context-missing': { context: string; known: readonly string[] };
  'context-broken': { context: string };
  'context-not-local': { context: string; server: string };
  'certificate-file-missing': { context: string; path: string };
  'certificate-unreadable': { context: string; path: string };
  'certificate-expired': { context: string; on: string };
  'certificate-expires': { context: string; on: string; days: number };
  'sign-in-program-missing': { context: string; program: string };
  'cluster-unreachable': { context: string; reason: Reason };
  'cluster-not-started': { context: string };
  'version-skew': { client: string; server: string };
  'image-absent': { image: string; registry: string };
  'image-denied': { image: string; registry: string };
  'registry-limited': { registry: string; images: readonly string[] };
  'registry-limit-near': {
    registry: string;
    remaining: number;
    limit: number;
    hours: number;
    images: number;
  };
  'mirror-unreachable': { mirror: string };
  'mirror-lacks': { mirror: string; images: readonly string[] };
  'mirror-unused': { mirror: string; who: string };
  'mirror-too-late': { mirror: string; profile: string };
  'mirror-for-nodes': { mirror: string; context: string };
  'registry-unreachable': { registry: string; images: readonly string[] };
  'registry-troubled': { registry: string; status: number; images: readonly string[] };
}

/**
 * All that can be found. The words are a catalogue's, one a language; the ids are part of what `pilotage doctor --json`
 * promises.
 */
export interface ProblemParams extends MachineProblems, ClusterProblems {}

export type ProblemId = keyof ProblemParams;

/** `missing`: the lesson cannot be done without it. `warning`: something will go wrong or may. `info`: good to know. */
export const severities = ['missing', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** How a problem is mended: what to type on this operating system, and where to read on. */
export interface Mend {
  readonly command?: string | undefined;
  readonly link?: string | undefined;
}

interface ProblemOf<Id extends ProblemId> extends Mend {
  readonly id: Id;
  readonly severity: Severity;
  readonly params: ProblemParams[Id];
  /** What was seen that shows it: a program's own words, a value, a path. In no language. */
  readonly evidence: string;
}

export type Problem = { [Id in ProblemId]: ProblemOf<Id> }[ProblemId];

export function problem<Id extends ProblemId>(
  severity: Severity,
  id: Id,
  params: ProblemParams[Id],
  evidence: string,
  mend: Mend = {},
): Problem {
  const built: ProblemOf<Id> = { id, severity, params, evidence, ...mend };
  // TypeScript does not see that a union's member for any one id is a member of the union.
  return built as unknown as Problem;
}

export const probeIds = [
  'node',
  'programs',
  'docker',
  'resources',
  'virtualisation',
  'ports',
  'kubeconfig',
  'server',
  'proxy',
  'mirror',
  'images',
  'terminal',
] as const;
export type ProbeId = (typeof probeIds)[number];

/** What one probe saw: what is there, in no language (`bash 5.2.15`), and what is wrong with it. */
export interface Finding {
  readonly found: readonly string[];
  readonly problems: readonly Problem[];
}
