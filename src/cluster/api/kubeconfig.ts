import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { KubeconfigError } from './errors.ts';

/** One entry of a kubeconfig's lists, as it stands in the file. */
export interface Named<Key extends string> {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly key: Key;
}

/** A kubeconfig file, read but not interpreted. */
export interface Kubeconfig {
  readonly path: string;
  readonly currentContext: string | undefined;
  readonly contexts: readonly Named<'context'>[];
  readonly clusters: readonly Named<'cluster'>[];
  readonly users: readonly Named<'user'>[];
}

/** A context with what it refers to. */
export interface Target {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  readonly clusterName: string;
  readonly userName: string | undefined;
  readonly cluster: Readonly<Record<string, unknown>>;
  readonly user: Readonly<Record<string, unknown>> | undefined;
}

/** @throws KubeconfigError when it is missing or is no kubeconfig. */
export async function readKubeconfig(path: string): Promise<Kubeconfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new KubeconfigError(path, code === 'ENOENT', message, { cause: error });
  }
  return parseKubeconfig(text, path);
}

/** @throws KubeconfigError */
export function parseKubeconfig(text: string, path: string): Kubeconfig {
  let root: unknown;
  try {
    root = load(text);
  } catch (error) {
    throw new KubeconfigError(path, false, firstLine(error), { cause: error });
  }
  // An empty file is what a tool leaves for a moment while it writes.
  if (root === undefined || root === null) throw new KubeconfigError(path, true, 'the file is empty');
  if (!isRecord(root)) throw new KubeconfigError(path, false, 'it is no map');
  const current = root['current-context'];
  return {
    path,
    currentContext: typeof current === 'string' && current !== '' ? current : undefined,
    contexts: entries(root.contexts, 'context'),
    clusters: entries(root.clusters, 'cluster'),
    users: entries(root.users, 'user'),
  };
}

/** What a context (the current one unless named) points to. @throws KubeconfigError */
export function targetOf(config: Kubeconfig, name = config.currentContext): Target {
  if (name === undefined) throw new KubeconfigError(config.path, true, 'it has no current context');
  const context = config.contexts.find((entry) => entry.name === name)?.body;
  if (context === undefined) throw new KubeconfigError(config.path, false, `it has no context ${name}`);
  const clusterName = text(context.cluster);
  const cluster = config.clusters.find((entry) => entry.name === clusterName)?.body;
  const server = text(cluster?.server);
  if (clusterName === undefined || cluster === undefined || server === undefined || !URL.canParse(server)) {
    throw new KubeconfigError(config.path, false, `the context ${name} names no cluster with a server`);
  }
  const userName = text(context.user);
  return {
    context: name,
    server,
    namespace: text(context.namespace) ?? 'default',
    clusterName,
    userName,
    cluster,
    user: config.users.find((entry) => entry.name === userName)?.body,
  };
}

function entries<Key extends string>(list: unknown, key: Key): Named<Key>[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    if (!isRecord(entry) || typeof entry.name !== 'string') return [];
    const body = entry[key];
    return [{ name: entry.name, body: isRecord(body) ? body : {}, key }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
