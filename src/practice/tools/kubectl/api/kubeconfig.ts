import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { KubectlError } from '../errors.ts';

export interface ClusterEntry {
  server?: string;
  'certificate-authority'?: string;
  'certificate-authority-data'?: string;
  'insecure-skip-tls-verify'?: boolean;
  'tls-server-name'?: string;
}

export interface UserEntry {
  'client-certificate'?: string;
  'client-certificate-data'?: string;
  'client-key'?: string;
  'client-key-data'?: string;
  token?: string;
  username?: string;
  password?: string;
}

export interface ContextEntry {
  cluster?: string;
  user?: string;
  namespace?: string;
}

/** A kubeconfig as it stands in its file. */
export interface KubeconfigFile {
  apiVersion?: string;
  kind?: string;
  clusters?: { name: string; cluster?: ClusterEntry }[] | null;
  users?: { name: string; user?: UserEntry }[] | null;
  contexts?: { name: string; context?: ContextEntry }[] | null;
  'current-context'?: string;
  preferences?: Record<string, unknown>;
}

/** The files that kubectl would read: --kubeconfig, else KUBECONFIG (a list), else ~/.kube/config. */
export function kubeconfigPaths(explicit: string): string[] {
  if (explicit) return [explicit];
  const fromEnv = process.env.KUBECONFIG?.split(delimiter).filter((path) => path !== '') ?? [];
  return fromEnv.length > 0 ? fromEnv : [join(homedir(), '.kube', 'config')];
}

/** All of them as one; the first that names something wins. Missing files are empty, unless named by --kubeconfig. */
export function loadKubeconfig(explicit: string): KubeconfigFile {
  const merged: Required<Pick<KubeconfigFile, 'clusters' | 'users' | 'contexts'>> & KubeconfigFile = {
    clusters: [],
    users: [],
    contexts: [],
  };
  for (const path of kubeconfigPaths(explicit)) {
    const file = readKubeconfig(path, explicit !== '');
    if (!file) continue;
    merged.clusters = unite(
      merged.clusters,
      (file.clusters ?? []).map((entry) => absolute(entry, dirname(path))),
    );
    merged.users = unite(
      merged.users,
      (file.users ?? []).map((entry) => absolute(entry, dirname(path))),
    );
    merged.contexts = unite(merged.contexts, file.contexts ?? []);
    merged['current-context'] ||= file['current-context'] ?? '';
  }
  return merged;
}

/** Undefined where there is no such file and none is required. @throws KubectlError */
export function readKubeconfig(path: string, required: boolean): KubeconfigFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new KubectlError(`error: error loading config file "${path}": ${code}`);
    if (!required) return undefined;
    throw new KubectlError(`error: stat ${path}: no such file or directory`);
  }
  try {
    // A kubeconfig that is JSON is read without the YAML parser, which is the slower one.
    return (text.startsWith('{') ? JSON.parse(text) : (load(text) ?? {})) as KubeconfigFile;
  } catch (error) {
    throw new KubectlError(
      `error: error loading config file "${path}": ${(error as Error).message.split('\n')[0]}`,
    );
  }
}

function unite<T extends { name: string }>(first: T[] | null, then: readonly T[]): T[] {
  const known = new Set(first?.map((entry) => entry.name));
  return [...(first ?? []), ...then.filter((entry) => !known.has(entry.name))];
}

const PATHS = ['certificate-authority', 'client-certificate', 'client-key'] as const;

/** Paths in a kubeconfig are relative to the file. */
function absolute<T extends { name: string; cluster?: ClusterEntry; user?: UserEntry }>(
  entry: T,
  folder: string,
): T {
  const copy = structuredClone(entry);
  const body = (copy.cluster ?? copy.user ?? {}) as Record<string, unknown>;
  for (const key of PATHS) {
    const path = body[key];
    if (typeof path === 'string' && path !== '') body[key] = resolve(folder, path);
  }
  return copy;
}

/** What is needed to talk to a server. */
export interface Connection {
  server: URL;
  namespace: string;
  cluster: ClusterEntry;
  user: UserEntry;
}

export interface ConnectionOverrides {
  kubeconfig: string;
  context: string;
  cluster: string;
  user: string;
  server: string;
  namespace: string;
  token: string;
  insecure: boolean;
}

/** @throws KubectlError */
export function resolveConnection(overrides: ConnectionOverrides): Connection {
  const config = loadKubeconfig(overrides.kubeconfig);
  const contextName = overrides.context || config['current-context'] || '';
  const context = config.contexts?.find((entry) => entry.name === contextName)?.context;
  if (contextName && !context) {
    throw new KubectlError(
      `Error in configuration: context was not found for specified context: ${contextName}`,
    );
  }
  const clusterName = overrides.cluster || context?.cluster || '';
  const cluster = config.clusters?.find((entry) => entry.name === clusterName)?.cluster;
  if (overrides.cluster && !cluster)
    throw new KubectlError(`error: no server found for cluster "${clusterName}"`);
  const userName = overrides.user || context?.user || '';
  const user = config.users?.find((entry) => entry.name === userName)?.user;
  if (overrides.user && !user) throw new KubectlError(`error: auth info "${userName}" does not exist`);
  const server = overrides.server || cluster?.server || 'http://localhost:8080';
  return {
    server: new URL(server.includes('://') ? server : `http://${server}`),
    namespace: overrides.namespace || context?.namespace || 'default',
    cluster: { ...cluster, ...(overrides.insecure ? { 'insecure-skip-tls-verify': true } : {}) },
    user: { ...user, ...(overrides.token ? { token: overrides.token } : {}) },
  };
}
