import type { Mutant } from './mutants.ts';
import type { Check, ResourceCheck, Step } from './schema.ts';

/**
 * The step's command, and then something that takes away what one of its checks is for and as little else as possible:
 * an object that is changed afterwards, a variable, a file. Where there is one check alone, leaving the command out says
 * as much.
 */
export function breakagesOf({ id, run = '', until, checks = [] }: Step): Mutant[] {
  // What comes after a command that never ends would never run.
  if (checks.length < 2 || until) return [];
  const breakages = new Set(checks.flatMap(breakageOf));
  return [...breakages].map((breakage) => ({
    step: id,
    what: `followed by \`${breakage}\``,
    command: `${run.trimEnd()}\n${breakage}`,
  }));
}

function breakageOf(check: Check): string[] {
  if ('variable' in check) return [`unset ${check.variable}`];
  if ('file' in check) return check.absent ? [`touch ${check.file}`] : [`rm -r ${check.file}`];
  if ('http' in check) return variablesIn(check.http).map((name) => `unset ${name}`);
  if ('command' in check) {
    const [, image] = /^docker image inspect (\S+)/.exec(check.command) ?? [];
    return image === undefined ? [] : [`docker rmi ${image}`];
  }
  return 'resource' in check && !check.absent ? resourceBreakages(check) : [];
}

/** Those that a step sets: the others are there on every cluster. */
function variablesIn(url: string): string[] {
  const names = [...url.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'NODE');
}

function resourceBreakages({ resource, namespace, match }: ResourceCheck): string[] {
  const [plural = '', name] = resource.split('/');
  if (name === undefined) return [];
  const wanted = JSON.stringify(match ?? '');
  const kubectl = namespace === undefined ? 'kubectl' : `kubectl --namespace=${namespace}`;
  const patch = (kind: string, path: string, value: string) =>
    `${kubectl} patch ${kind} ${name} --type=json -p '[{"op":"replace","path":"${path}","value":${value}}]'`;
  switch (plural) {
    case 'deployments':
    case 'statefulsets':
      return [
        ...(/replicas/i.test(wanted) ? [`${kubectl} scale ${plural} ${name} --replicas=0`] : []),
        ...(wanted.includes('image')
          ? [patch(plural, '/spec/template/spec/containers/0/image', '"other:0"')]
          : []),
      ];
    case 'services':
      return [
        patch('service', '/spec/ports/0/port', '1'),
        ...(wanted.includes('NodePort') ? [patch('service', '/spec/type', '"ClusterIP"')] : []),
      ];
    case 'endpoints':
      return [patch('service', '/spec/ports/0/targetPort', '1')];
    default:
      return [`${kubectl} delete ${plural} ${name}`];
  }
}
