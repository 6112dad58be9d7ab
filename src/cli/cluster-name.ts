import { UsageError } from '../base/errors.ts';
import type { SubjectCluster } from '../cluster/doctor/subject.ts';
import { ownProfile } from '../cluster/minikube.ts';

/** What `--cluster` names. `profile` is that of a minikube whose profile was not named. @throws UsageError */
export function parseClusterName(name: string, profile = ownProfile): SubjectCluster {
  const [, kind, rest] = /^(practice$|minikube(?=$|:.)|context(?=:.))(?::(.+))?$/.exec(name) ?? [];
  if (kind === 'practice') return { kind };
  if (kind === 'minikube') return { kind, profile: rest ?? profile };
  if (kind === 'context' && rest !== undefined) return { kind, context: rest };
  throw new UsageError(
    `There is no cluster "${name}".`,
    'Say --cluster practice, --cluster minikube (or minikube:PROFILE), or --cluster context:NAME with a context of your kubeconfig.',
  );
}
