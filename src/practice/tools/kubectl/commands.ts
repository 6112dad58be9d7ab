import type { Loader } from './command.ts';

/** The commands, in the order in which kubectl's help and its suggestions name them. */
export const COMMANDS: Readonly<Record<string, Loader>> = {
  create: async () => (await import('./commands/create.ts')).create,
  expose: async () => (await import('./commands/expose.ts')).expose,
  run: async () => (await import('./commands/run.ts')).run,
  set: async () => (await import('./commands/set.ts')).set,
  explain: async () => (await import('./commands/explain.ts')).explain,
  get: async () => (await import('./commands/get.ts')).get,
  edit: async () => (await import('./commands/edit.ts')).edit,
  delete: async () => (await import('./commands/delete.ts')).del,
  rollout: async () => (await import('./commands/rollout.ts')).rollout,
  scale: async () => (await import('./commands/scale.ts')).scale,
  autoscale: async () => (await import('./commands/autoscale.ts')).autoscale,
  'cluster-info': async () => (await import('./commands/cluster-info.ts')).clusterInfo,
  top: async () => (await import('./commands/top.ts')).top,
  cordon: async () => (await import('./commands/cordon.ts')).cordon,
  uncordon: async () => (await import('./commands/cordon.ts')).uncordon,
  drain: async () => (await import('./commands/drain.ts')).drain,
  taint: async () => (await import('./commands/taint.ts')).taint,
  describe: async () => (await import('./commands/describe.ts')).describe,
  logs: async () => (await import('./commands/logs.ts')).logs,
  attach: async () => (await import('./commands/attach.ts')).attach,
  exec: async () => (await import('./commands/exec.ts')).exec,
  'port-forward': async () => (await import('./commands/port-forward.ts')).portForward,
  cp: async () => (await import('./commands/cp.ts')).cp,
  auth: async () => (await import('./commands/auth.ts')).auth,
  events: async () => (await import('./commands/events.ts')).events,
  kustomize: async () => (await import('./commands/kustomize.ts')).kustomize,
  diff: async () => (await import('./commands/diff.ts')).diff,
  apply: async () => (await import('./commands/apply.ts')).apply,
  patch: async () => (await import('./commands/patch.ts')).patch,
  replace: async () => (await import('./commands/replace.ts')).replace,
  wait: async () => (await import('./commands/wait.ts')).wait,
  label: async () => (await import('./commands/label.ts')).label,
  annotate: async () => (await import('./commands/label.ts')).annotate,
  'api-resources': async () => (await import('./commands/api-resources.ts')).apiResources,
  'api-versions': async () => (await import('./commands/api-versions.ts')).apiVersions,
  config: async () => (await import('./commands/config.ts')).config,
  version: async () => (await import('./commands/version.ts')).version,
};

const INSTALL =
  'Install kubectl (https://kubernetes.io/docs/tasks/tools/) to use it; it works with the practice cluster.';

/** Commands of kubectl that this one does not have, and what to do instead. */
export const ABSENT: Readonly<Record<string, string>> = {
  certificate: INSTALL,
  proxy: `Use "kubectl get --raw /PATH". ${INSTALL}`,
  debug: 'Use "kubectl run -it --rm debug --image=busybox -- sh".',
  completion: INSTALL,
  plugin: INSTALL,
};

/** Words that people type for a command of another name. */
const SUGGEST_FOR: Readonly<Record<string, readonly string[]>> = {
  get: ['list', 'ps'],
  delete: ['rm'],
  scale: ['resize'],
};

/** Commands whose names are near to a mistyped one. */
export function suggestions(typed: string): string[] {
  const wanted = typed.toLowerCase();
  const names = [...Object.keys(COMMANDS), ...Object.keys(ABSENT)];
  return names.filter(
    (name) => distance(wanted, name) <= 2 || name.startsWith(wanted) || SUGGEST_FOR[name]?.includes(wanted),
  );
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
