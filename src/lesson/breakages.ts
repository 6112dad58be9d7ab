import type { Mutant } from './mutants.ts';
import type { Check, ResourceCheck, Step } from './schema.ts';

/**
 * The step's command, and then something that takes away what one of its checks is for and as little else as possible:
 * an object that is changed afterwards, a variable, a file. Only what the step's `undo` removes is touched, so that doing
 * the step again mends it. Where there is one check alone, leaving the command out says as much.
 */
export function breakagesOf(step: Step): Mutant[] {
  const { id, run = '', until, checks = [] } = step;
  // What comes after a command that never ends would never run.
  if (checks.length < 2 || until) return [];
  const breakages = new Set(checks.flatMap((check) => breakageOf(check, step)));
  return [...breakages].map((breakage) => ({
    step: id,
    what: `followed by \`${breakage}\``,
    command: `${run.trimEnd()}\n${breakage}`,
  }));
}

function breakageOf(check: Check, step: Step): string[] {
  const { run = '', undo = '' } = step;
  const sets = (name: string) => new RegExp(`^\\s*(?:export )?${name}=`, 'm').test(run);
  if ('variable' in check) return sets(check.variable) ? [`unset ${check.variable}`] : [];
  if ('file' in check) {
    const isMade = undo.split('\n').some((line) => /\brm\b/.test(line) && line.includes(check.file));
    return isMade && !check.absent ? [`rm -r ${check.file}`] : [];
  }
  if ('http' in check)
    return variablesIn(check.http)
      .filter(sets)
      .map((name) => `unset ${name}`);
  if ('command' in check) {
    const [, image] = /^docker image inspect (\S+)/.exec(check.command) ?? [];
    return image !== undefined && undo.includes(image) ? [`docker rmi ${image}`] : [];
  }
  return 'resource' in check && !check.absent ? resourceBreakages(check, undo) : [];
}

function variablesIn(url: string): string[] {
  return [...url.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
}

function resourceBreakages({ resource, namespace, match }: ResourceCheck, undo: string): string[] {
  const [plural = '', name] = resource.split('/');
  // Endpoints are their Service's.
  const kind = plural === 'endpoints' ? 'services' : plural;
  if (name === undefined || !deletes(undo, kind, name)) return [];
  const wanted = JSON.stringify(match ?? '');
  const kubectl = namespace === undefined ? 'kubectl' : `kubectl --namespace=${namespace}`;
  const patch = (path: string, value: string) =>
    `${kubectl} patch ${kind} ${name} --type=json -p '[{"op":"replace","path":"${path}","value":${value}}]'`;
  switch (plural) {
    case 'deployments':
    case 'statefulsets':
      return [
        ...(/replicas/i.test(wanted) ? [`${kubectl} scale ${plural} ${name} --replicas=0`] : []),
        ...(wanted.includes('image') ? [patch('/spec/template/spec/containers/0/image', '"other:0"')] : []),
      ];
    case 'services':
      return [
        patch('/spec/ports/0/port', '1'),
        ...(wanted.includes('NodePort') ? [patch('/spec/type', '"ClusterIP"')] : []),
      ];
    case 'endpoints':
      return [patch('/spec/ports/0/targetPort', '1')];
    default:
      return [`${kubectl} delete ${plural} ${name}`];
  }
}

/** Whether a script deletes an object by its kind, also its short name, and its name. */
function deletes(script: string, plural: string, name: string): boolean {
  const kinds = [plural, plural.replace(/s$/, ''), ...(shortNames[plural] ?? [])].join('|');
  return script
    .split('\n')
    .some((line) =>
      new RegExp(`\\bkubectl\\b.*\\bdelete\\b.*\\b(?:${kinds})\\b.*(?<![\\w-])${name}(?![\\w-])`).test(line),
    );
}

const shortNames: Readonly<Record<string, readonly string[]>> = {
  services: ['svc'],
  deployments: ['deploy'],
  configmaps: ['cm'],
};
