import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { NotReadyError } from '../../base/errors.ts';
import { KubeconfigError } from '../api/errors.ts';
import { type Kubeconfig, readKubeconfig, type Target, targetOf } from '../api/kubeconfig.ts';

export interface FoundTarget {
  readonly target: Target;
  /** The file that its relative file names start from. */
  readonly path: string;
}

/** The learner's kubeconfig files, in kubectl's order. */
export function kubeconfigPaths(env: Readonly<NodeJS.ProcessEnv>): string[] {
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  return listed.length > 0 ? listed : [join(env.HOME ?? homedir(), '.kube', 'config')];
}

/** Finds a context by name. @throws NotReadyError that lists those that there are */
export async function findContext(name: string, env: Readonly<NodeJS.ProcessEnv>): Promise<FoundTarget> {
  const paths = kubeconfigPaths(env);
  const configs = await readAll(paths);
  const merged = merge(configs);
  const holder = configs.find((config) => config.contexts.some((context) => context.name === name));
  if (holder === undefined) throw noSuchContext(name, paths, merged);
  try {
    const target = targetOf(merged, name);
    // Its certificates are named by the file that describes the cluster, which is nearly always the same one.
    const source = configs.find((config) =>
      config.clusters.some((cluster) => cluster.name === target.clusterName),
    );
    return { target, path: (source ?? holder).path };
  } catch (error) {
    if (!(error instanceof KubeconfigError)) throw error;
    throw new NotReadyError(
      `the context ${name} in ${holder.path} cannot be used: ${error.message}`,
      'Mend the kubeconfig, or name another context.',
      { cause: error },
    );
  }
}

/** The names of all contexts, each once. @throws NotReadyError */
export async function contextNames(env: Readonly<NodeJS.ProcessEnv>): Promise<string[]> {
  const { contexts } = merge(await readAll(kubeconfigPaths(env)));
  return [...new Set(contexts.map((context) => context.name))];
}

async function readAll(paths: readonly string[]): Promise<Kubeconfig[]> {
  const configs: Kubeconfig[] = [];
  for (const path of paths) {
    try {
      configs.push(await readKubeconfig(path));
    } catch (error) {
      if (!(error instanceof KubeconfigError)) throw error;
      // Like kubectl, which takes no offence at a listed file that is not there.
      if (error.missing) continue;
      throw new NotReadyError(
        `the kubeconfig ${path} cannot be read: ${error.message}`,
        'Mend or remove the file.',
        {
          cause: error,
        },
      );
    }
  }
  return configs;
}

/** Of entries with one name, the first file's counts. */
function merge(configs: readonly Kubeconfig[]): Kubeconfig {
  return {
    path: configs.map((config) => config.path).join(delimiter),
    currentContext: undefined,
    contexts: configs.flatMap((config) => config.contexts),
    clusters: configs.flatMap((config) => config.clusters),
    users: configs.flatMap((config) => config.users),
  };
}

function noSuchContext(name: string, paths: readonly string[], { contexts }: Kubeconfig): NotReadyError {
  const names = [...new Set(contexts.map((context) => context.name))];
  return new NotReadyError(
    `there is no context ${name} in ${paths.join(' or ')}`,
    names.length === 0
      ? 'No context is defined there. Use --cluster practice, which needs none.'
      : `There are: ${names.join(', ')}. Use --cluster context:NAME with one of them, or --cluster practice.`,
  );
}
