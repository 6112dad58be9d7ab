import type { Session } from './session.ts';

/** What one would look at first when a step fails; each shows nothing where there is nothing. */
const questions = [
  'kubectl get all --output=wide',
  'kubectl get events --sort-by=.lastTimestamp',
  'kubectl describe pods',
  'kubectl get pods --output=name | while read -r POD; do echo "# $POD"; kubectl logs $POD --all-containers --tail=15; done',
] as const;

/** The most lines of an answer that are kept: the last ones, which are about what happened last. */
const mostLines = 60;
/** Milliseconds that a question may take. */
const patience = 20_000;

/** What a command that only looks said of the cluster, at the end. */
export interface Evidence {
  readonly command: string;
  readonly lines: readonly string[];
}

/** Asks the cluster, in the run's own shell, what it looks like now. */
export async function gatherEvidence(session: Session): Promise<Evidence[]> {
  const found: Evidence[] = [];
  for (const command of questions) {
    const { stdout } = await session.checkContext().probe(command, AbortSignal.timeout(patience));
    const lines = stdout.trimEnd().split('\n').slice(-mostLines);
    if (lines.join('') !== '') found.push({ command, lines });
  }
  return found;
}
