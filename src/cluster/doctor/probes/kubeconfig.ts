import { shellWord } from '../../../base/quote.ts';
import type { CertificateFact, ContextFact, KubeconfigFacts, KubeconfigFile } from '../gather/kubeconfig.ts';
import { type Finding, type Mend, type Problem, problem } from '../problem.ts';
import type { SubjectCluster } from '../subject.ts';

const link = 'https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/';
const day = 86_400_000;
/** Days before the end of a certificate from which on it is told. */
const soon = 14;

/** @param now in milliseconds since the epoch */
export function judgeKubeconfig(facts: KubeconfigFacts, cluster: SubjectCluster, now: number): Finding {
  const { files, context } = facts;
  const found = files.flatMap(({ path, config }) => ('contexts' in config ? [path] : []));
  // A run on minikube writes a kubeconfig of its own: the learner's is no more than a help there.
  const severity = cluster.kind === 'context' ? 'missing' : 'warning';
  const problems = files.flatMap((file) => judgeFile(file, severity));
  if (found.length > 1) {
    problems.push(
      problem('info', 'kubeconfig-several', { paths: found }, `KUBECONFIG=${found.join(':')}`, { link }),
    );
  }
  problems.push(...judgeCurrent(files));
  if (
    cluster.kind === 'context' &&
    context === undefined &&
    !problems.some(({ severity }) => severity === 'missing')
  ) {
    const known = [...new Set(files.flatMap(({ config }) => namesIn(config)))];
    const command = 'kubectl config get-contexts';
    const evidence = files.map(({ path }) => path).join(', ');
    problems.push(
      problem('missing', 'context-missing', { context: cluster.context, known }, evidence, { command, link }),
    );
  }
  if (context !== undefined && cluster.kind !== 'practice') {
    problems.push(...judgeContext(context, cluster, severity, now));
  }
  return { found, problems };
}

function judgeFile(
  { path, listed, mode, config }: KubeconfigFile,
  severity: 'missing' | 'warning',
): Problem[] {
  if ('contexts' in config) {
    // It may hold keys and tokens.
    if (mode === undefined || (mode & 0o077) === 0) return [];
    const evidence = `${path}: ${mode.toString(8).padStart(4, '0')}`;
    return [
      problem('warning', 'kubeconfig-public', { path }, evidence, {
        command: `chmod 600 ${shellWord(path)}`,
        link,
      }),
    ];
  }
  if (config.denied) {
    const command = `ls -l ${shellWord(path)}`;
    return [problem(severity, 'kubeconfig-unreadable', { path }, config.error, { command, link })];
  }
  if (!config.missing) {
    const command = `kubectl config view --kubeconfig ${shellWord(path)}`;
    return [problem(severity, 'kubeconfig-broken', { path }, `${path}: ${config.error}`, { command, link })];
  }
  // That the usual file is not there is nothing to tell: its cluster's tool will write it.
  return listed
    ? [problem('info', 'kubeconfig-listed-missing', { path }, `KUBECONFIG: ${path}`, { link })]
    : [];
}

function judgeCurrent(files: readonly KubeconfigFile[]): Problem[] {
  const current = files
    .map(({ config }) => ('contexts' in config ? config.currentContext : undefined))
    .find(Boolean);
  if (current === undefined || files.some(({ config }) => namesIn(config).includes(current))) return [];
  const command = 'kubectl config use-context NAME';
  return [
    problem('info', 'current-context-missing', { context: current }, `current-context: ${current}`, {
      command,
      link,
    }),
  ];
}

function judgeContext(
  fact: ContextFact | { error: string },
  cluster: Exclude<SubjectCluster, { kind: 'practice' }>,
  severity: 'missing' | 'warning',
  now: number,
): Problem[] {
  const context = cluster.kind === 'minikube' ? cluster.profile : cluster.context;
  const mend: Mend = { command: renewal(context, cluster.kind), link };
  if ('error' in fact) return [problem(severity, 'context-broken', { context }, fact.error, mend)];
  const problems = fact.certificates.flatMap((one) => judgeCertificate(context, one, severity, mend, now));
  if (fact.missingProgram !== undefined) {
    const program = fact.missingProgram;
    problems.push(
      problem(severity, 'sign-in-program-missing', { context, program }, `exec: ${program}`, { link }),
    );
  }
  // minikube's own are on this machine, whatever address and name they have.
  if (fact.stranger !== undefined && cluster.kind === 'context') {
    const { server } = fact.target;
    problems.push(problem('warning', 'context-not-local', { context, server }, fact.stranger));
  }
  return problems;
}

function judgeCertificate(
  context: string,
  { path, error, until }: CertificateFact,
  severity: 'missing' | 'warning',
  mend: Mend,
  now: number,
): Problem[] {
  if (error !== undefined) {
    const id = error === 'missing' ? 'certificate-file-missing' : 'certificate-unreadable';
    return [problem(severity, id, { context, path }, path, mend)];
  }
  if (until === undefined) return [];
  const on = until.toISOString().slice(0, 10);
  const days = Math.floor((until.getTime() - now) / day);
  if (days < 0)
    return [problem(severity, 'certificate-expired', { context, on }, `${path}: notAfter ${on}`, mend)];
  if (days >= soon) return [];
  return [problem('warning', 'certificate-expires', { context, on, days }, `${path}: notAfter ${on}`, mend)];
}

/** The command by which a cluster's own tool writes its context again; undefined where it has none that we know. */
function renewal(context: string, kind: 'minikube' | 'context'): string | undefined {
  if (kind === 'minikube') return `minikube start -p ${shellWord(context)}`;
  const [, tool, name = ''] = /^(minikube|kind|k3d|colima)(?:$|-(.+)$)/.exec(context) ?? [];
  if (tool === 'minikube') return `minikube start -p ${shellWord(context)}`;
  if (tool === 'kind') return `kind export kubeconfig --name ${shellWord(name)}`;
  if (tool === 'k3d') return `k3d kubeconfig merge ${shellWord(name)} --kubeconfig-merge-default`;
  return undefined;
}

function namesIn(config: KubeconfigFile['config']): string[] {
  return 'contexts' in config ? config.contexts.map(({ name }) => name) : [];
}
