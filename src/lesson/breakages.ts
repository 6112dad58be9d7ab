import type { Mutant } from './mutants.ts';
import type { Check, ResourceCheck, Step } from './schema.ts';

/**
 * The step's command, and then something that takes away what one of its checks is for and as little else as possible:
 * an object that is changed afterwards, a variable, a file. Only what the step's `undo` removes is touched, so that doing
 * the step again mends it. Where there is one check alone, leaving the command out says as much.
 */
export function breakagesOf(step: Step): Mutant[] {
  const { id, run = '', until, checks = [] } = step;
  if (checks.length < 2) return [];
  const breakages = new Set(checks.flatMap((check) => breakageOf(check, step)));
  // What comes after a command that never ends would never run.
  const after = until ? [] : [...breakages];
  return [
    ...pushedWithout(step),
    ...after.map((breakage) => ({
      step: id,
      what: `followed by \`${breakage}\``,
      command: `${run.trimEnd()}\n${breakage}`,
    })),
  ];
}

/** `docker compose push`, without one of the images that checks ask the registry for. */
function pushedWithout({ id, run = '', checks = [] }: Step): Mutant[] {
  const push = /\bdocker compose\b.*\bpush\b.*/.exec(run)?.[0];
  const urls = checks.flatMap((check) => ('http' in check ? check.http : []));
  const images = urls.flatMap((url) => /\/v2\/([\w-]+)\/tags\/list$/.exec(url)?.[1] ?? []);
  if (push === undefined || images.length < 2) return [];
  return images.map((image) => {
    const others = images.filter((other) => other !== image).join(' ');
    return {
      step: id,
      what: `\`${push}\` without ${image}`,
      command: run.replace(push, () => `${push} ${others}`),
    };
  });
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
  if ('logs' in check) {
    const [kind = '', name] = check.logs.split('/');
    const isScaled = kind === 'deployments' && name !== undefined && takesAway(step, kind, name);
    return isScaled ? [`${kubectlOf(check)} scale ${kind} ${name} --replicas=0`] : [];
  }
  if ('command' in check) {
    const [, image] = /^docker image inspect (\S+)/.exec(check.command) ?? [];
    return image !== undefined && undo.includes(image) ? [`docker rmi ${image}`] : [];
  }
  return 'resource' in check && !check.absent ? resourceBreakages(check, step) : [];
}

function kubectlOf({ namespace }: { namespace?: string | undefined }): string {
  return namespace === undefined ? 'kubectl' : `kubectl --namespace=${namespace}`;
}

function variablesIn(url: string): string[] {
  return [...url.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
}

function resourceBreakages({ resource, namespace, match }: ResourceCheck, step: Step): string[] {
  const [plural = '', name] = resource.split('/');
  // Endpoints are their Service's.
  const kind = plural === 'endpoints' ? 'services' : plural;
  if (name === undefined || !takesAway(step, kind, name)) return [];
  const wanted = JSON.stringify(match ?? '');
  const kubectl = kubectlOf({ namespace });
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

/** Whether the undo takes away an object of the step's: by its name, or by the manifest that the step has sent. */
function takesAway({ run = '', undo = '' }: Step, plural: string, name: string): boolean {
  const sent = [...run.matchAll(/\bkubectl (?:apply|create) .*?-f ([\w./-]+)/g)].map(([, file = '']) => file);
  const manifests = [...undo.matchAll(/\bkubectl delete .*?-f ([\w./-]+)/g)].map(([, file = '']) => file);
  return deletes(undo, plural, name) || manifests.some((file) => sent.includes(file));
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
