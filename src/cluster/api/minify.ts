import { dirname, isAbsolute, join } from 'node:path';
import type { Target } from './kubeconfig.ts';

/**
 * A kubeconfig with one context and nothing else, as a value to be written. File names that were relative to the
 * folder of `path` become absolute; nothing is embedded.
 */
export function minified(target: Target, path: string): Record<string, unknown> {
  const folder = dirname(path);
  const absolute = (value: unknown) =>
    typeof value === 'string' && value !== '' && !isAbsolute(value) ? join(folder, value) : value;
  const withPaths = (body: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
    Object.fromEntries(
      Object.entries(body).map(([key, value]) => [key, keys.includes(key) ? absolute(value) : value]),
    );
  const cluster = withPaths(target.cluster, ['certificate-authority']);
  const user = withPaths(target.user ?? {}, ['client-certificate', 'client-key', 'tokenFile']);
  const exec = user.exec;
  if (typeof exec === 'object' && exec !== null && 'command' in exec && String(exec.command).includes('/')) {
    user.exec = { ...exec, command: absolute(exec.command) };
  }
  const userName = target.userName ?? 'nobody';
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: target.clusterName, cluster }],
    users: [{ name: userName, user }],
    contexts: [
      {
        name: target.context,
        context: { cluster: target.clusterName, user: userName, namespace: target.namespace },
      },
    ],
    'current-context': target.context,
  };
}
