import { devNull } from 'node:os';
import { delimiter } from 'node:path';
import { type Ran, ran } from '../../ran.ts';
import { type Subject, usesDocker } from '../subject.ts';

/** What programs said when they were asked for their versions. */
export interface ProgramFacts {
  /** By the program's name. */
  readonly programs: ReadonlyMap<string, Ran>;
  /** Plugins of docker. */
  readonly plugins: ReadonlyMap<'compose' | 'buildx', Ran>;
}

const questions: Readonly<Record<string, readonly string[]>> = {
  kubectl: ['version', '--client', '-o', 'json'],
  minikube: ['version'],
  helm: ['version', '--short'],
  openssl: ['version'],
};

/** Of the practice cluster's programs, only its engine and minikube are never the machine's own. */
const alwaysBrought = ['docker', 'minikube'];

/** The programs that a lesson needs of this machine, or uses where they are there. */
export function programsOf({ cluster, uses }: Subject): string[] {
  const names = new Set(['bash', ...Object.keys(uses.requires), ...(uses.docker ? ['docker'] : [])]);
  if (cluster.kind === 'minikube') names.add('minikube');
  if (cluster.kind === 'practice') for (const name of alwaysBrought) names.delete(name);
  // curl first: the commands that install others use it.
  return [...names].sort((a, b) => Number(b === 'curl') - Number(a === 'curl'));
}

export async function gatherPrograms(
  subject: Subject,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<ProgramFacts> {
  // None of these questions is about a cluster: kubectl is kept from looking for one.
  const alone = { ...env, KUBECONFIG: devNull };
  // The runner finds bash in these folders even where PATH has them not.
  const forBash = { ...alone, PATH: [env.PATH ?? '', '/bin', '/usr/bin'].join(delimiter) };
  const programs = programsOf(subject).map(async (name) => {
    const answer = await ran(name, questions[name] ?? ['--version'], name === 'bash' ? forBash : alone);
    return [name, answer] as const;
  });
  const { uses } = subject;
  const wanted = [
    ...(uses.compose ? (['compose'] as const) : []),
    ...(uses.builds ? (['buildx'] as const) : []),
  ];
  const plugins = (usesDocker(subject) ? wanted : []).map(
    async (name) => [name, await ran('docker', [name, 'version'], env)] as const,
  );
  return { programs: new Map(await Promise.all(programs)), plugins: new Map(await Promise.all(plugins)) };
}
