import { dirname, isAbsolute, join } from 'node:path';
import type { Target } from './kubeconfig.ts';

type Body = Readonly<Record<string, unknown>>;

/** The same target with the file names that were relative to the folder of its kubeconfig made absolute. */
export function withAbsolutePaths(target: Target, kubeconfig: string): Target {
  const folder = dirname(kubeconfig);
  const absolute = (value: unknown) =>
    typeof value === 'string' && value !== '' && !isAbsolute(value) ? join(folder, value) : value;
  const change = (body: Body, keys: readonly string[]): Body =>
    Object.fromEntries(
      Object.entries(body).map(([key, value]) => [key, keys.includes(key) ? absolute(value) : value]),
    );
  const cluster = change(target.cluster, ['certificate-authority']);
  let user = change(target.user ?? {}, ['client-certificate', 'client-key', 'tokenFile']);
  const { exec } = user;
  // A bare name is looked for on PATH.
  if (typeof exec === 'object' && exec !== null && 'command' in exec && String(exec.command).includes('/')) {
    user = { ...user, exec: { ...exec, command: absolute(exec.command) } };
  }
  return { ...target, cluster, user };
}

/** A kubeconfig with this one context and nothing else, as a value to be written. Nothing is embedded. */
export function minified({
  context,
  clusterName,
  cluster,
  userName = 'nobody',
  user = {},
  namespace,
}: Target) {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: clusterName, cluster }],
    users: [{ name: userName, user }],
    contexts: [{ name: context, context: { cluster: clusterName, user: userName, namespace } }],
    'current-context': context,
  };
}
