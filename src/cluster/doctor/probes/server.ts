import { coerce } from 'semver';
import { reasonOfProblem } from '../../api/problem.ts';
import type { ServerFacts } from '../gather/server.ts';
import { mendSkew } from '../mend/kubernetes.ts';
import { type Finding, problem } from '../problem.ts';
import { contextOf, type SubjectCluster } from '../subject.ts';
import type { System } from '../system.ts';

/** Kubernetes supports a kubectl that is this many minor versions older or newer than the server. */
const supportedSkew = 1;

/** @param client kubectl's version, where it is known */
export function judgeServer(
  facts: ServerFacts | undefined,
  client: string | undefined,
  cluster: SubjectCluster,
  system: System,
): Finding {
  const context = contextOf(cluster) ?? '';
  if (facts === undefined || facts.kind === 'left-alone') return { found: [], problems: [] };
  if (facts.kind === 'fails') {
    const reason = reasonOfProblem(facts.error);
    const evidence = facts.error instanceof Error ? facts.error.message : String(facts.error);
    const fault =
      cluster.kind === 'minikube'
        ? // To start it is the lesson's first step.
          problem('info', 'cluster-not-started', { context }, evidence)
        : problem('missing', 'cluster-unreachable', { context, reason }, evidence, {
            command: starter(context),
            link: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/',
          });
    return { found: [], problems: [fault] };
  }
  const server = facts.version;
  const found = [`${context} ${server}`];
  const skew = client === undefined ? 0 : Math.abs(minor(client) - minor(server));
  if (client === undefined || skew <= supportedSkew) return { found, problems: [] };
  const evidence = `kubectl v${client}, ${context} ${server}`;
  return {
    found,
    problems: [
      problem(
        'warning',
        'version-skew',
        { client: `v${client}`, server },
        evidence,
        mendSkew(server, system),
      ),
    ],
  };
}

/** Versions of one major version only are compared: there is no other. */
function minor(version: string): number {
  return coerce(version)?.minor ?? 0;
}

/** The command by which a cluster's own tool starts it again. */
function starter(context: string): string | undefined {
  const [, tool, name = ''] = /^(minikube|kind|k3d|colima|docker-desktop)(?:$|-(.+)$)/.exec(context) ?? [];
  if (tool === 'minikube') return `minikube start -p ${context}`;
  if (tool === 'kind') return `docker start ${name}-control-plane`;
  if (tool === 'k3d') return `k3d cluster start ${name}`;
  if (tool === 'colima') return `colima start${name === '' ? '' : ` -p ${name}`} --kubernetes`;
  return undefined;
}
