import { load } from 'js-yaml';
import type { ResourceCheck } from '../../schema.ts';
import type { Effect, Teller } from './effect.ts';
import { type ObjectName, objectOf, objectsIn } from './objects.ts';
import type { Sorted } from './words.ts';

/** What each verb that changes something does. */
const tellers: Readonly<Record<string, Teller>> = {
  create: (command) => created(command),
  run: (command) => {
    const pod = objectOf('pods', command.operands[1] ?? '');
    if (!pod || command.flag('--rm') !== undefined) return undefined;
    return made(command, pod, { status: { phase: 'Running' } });
  },
  expose: (command) => exposed(command),
  scale: (command) => {
    const replicas = Number(command.flag('--replicas'));
    const objects = objectsIn(command.operands.slice(1));
    if (!Number.isInteger(replicas) || objects.length === 0) return undefined;
    const status = replicas > 0 ? { status: { availableReplicas: replicas } } : {};
    const match = { spec: { replicas }, ...status };
    return { checks: objects.map((object) => check(command, object, { match })), touches: objects };
  },
  delete: (command) => {
    const objects = objectsIn(command.operands.slice(1));
    if (objects.length === 0) return undefined;
    return { checks: objects.map((object) => check(command, object, { absent: true })), touches: objects };
  },
  label: (command) => marked(command, 'labels'),
  annotate: (command) => marked(command, 'annotations'),
  set: (command) => {
    const [, what, ...rest] = command.operands;
    const pairs = rest.filter((word) => word.includes('='));
    const objects = objectsIn(rest.filter((word) => !word.includes('=')));
    const [object] = objects;
    if (what !== 'image' || !object || pairs.some((pair) => pair.includes('$'))) return undefined;
    const containers = Object.fromEntries(
      pairs.map((pair) => {
        const [name = '', image = ''] = pair.split('=');
        const key = name === '*' ? '(containers[0].image)' : `(containers[?name=='${name}'].image | [0])`;
        return [key, image];
      }),
    );
    const match = { spec: { template: { spec: containers } } };
    return { checks: [check(command, object, { match })], touches: [object] };
  },
  autoscale: (command) => {
    const [target] = objectsIn(command.operands.slice(1));
    return (
      target &&
      made(command, { kind: 'horizontalpodautoscalers', name: command.flag('--name') ?? target.name })
    );
  },
  apply: (command) => applied(command),
  cordon: (command) => cordoned(command, true),
  uncordon: (command) => cordoned(command, undefined),
};

export function kubectlEffect(command: Sorted): Effect | undefined {
  const [verb = ''] = command.operands;
  return Object.hasOwn(tellers, verb) ? tellers[verb]?.(command) : undefined;
}

/** The objects of manifests that a script has in itself. */
export function objectsInManifests(script: string): ObjectName[] {
  return heredocsIn(script).flatMap((text) =>
    text.split(/^---\s*$/m).flatMap((document) => manifestObject(document) ?? []),
  );
}

/** The texts between `<<END` and `END`. */
function heredocsIn(script: string): string[] {
  const lines = script.split('\n');
  const texts: string[] = [];
  const unended = new Set<string>();
  for (let at = 0; at < lines.length; at++) {
    const word = /<<-?\s*(['"]?)(\w+)\1/.exec(lines[at] ?? '')?.[2];
    if (word === undefined || unended.has(word)) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === word);
    if (end < 0) unended.add(word);
    else {
      texts.push(lines.slice(at + 1, end).join('\n'));
      at = end;
    }
  }
  return texts;
}

function manifestObject(document: string): ObjectName | undefined {
  try {
    const value = load(document) as { kind?: unknown; metadata?: { name?: unknown } } | null;
    return objectOf(String(value?.kind ?? ''), String(value?.metadata?.name ?? ''));
  } catch {
    return undefined;
  }
}

/** What is true of an object once it does what it is for. */
export function readyMatch({ kind }: ObjectName, replicas = 1): Pick<ResourceCheck, 'match'> {
  if (kind === 'deployments') return { match: { status: { availableReplicas: replicas } } };
  if (kind === 'statefulsets') return { match: { status: { readyReplicas: replicas } } };
  if (kind === 'pods') return { match: { status: { phase: 'Running' } } };
  if (kind === 'jobs') return { match: { status: { succeeded: 1 } } };
  return {};
}

export function check(command: Sorted, object: ObjectName, more: Partial<ResourceCheck> = {}): ResourceCheck {
  const namespace = command.flag('-n', '--namespace');
  const place = namespace !== undefined && /^[a-z0-9-]+$/.test(namespace) ? { namespace } : {};
  return { resource: `${object.kind}/${object.name}`, ...place, ...more };
}

function made(command: Sorted, object: ObjectName, match?: unknown): Effect {
  const namespace = command.flag('-n', '--namespace');
  const singular = object.kind.replace(/ies$/, 'y').replace(/s$/, '');
  const undo = `kubectl delete ${singular} ${object.name}${namespace === undefined ? '' : ` --namespace=${namespace}`}`;
  return { checks: [check(command, object, match === undefined ? {} : { match })], undo, makes: [object] };
}

function created(command: Sorted): Effect | undefined {
  const [, kind = '', ...rest] = command.operands;
  if (command.flag('-f', '--filename') !== undefined) return applied(command);
  // `create secret generic NAME`, `create service nodeport NAME`.
  const name = kind === 'secret' || kind === 'service' ? rest[1] : rest[0];
  const object = objectOf(kind, name ?? '');
  if (!object || command.flag('--dry-run') !== undefined) return undefined;
  const replicas = Number(command.flag('--replicas') ?? 1);
  return made(command, object, readyMatch(object, Number.isInteger(replicas) ? replicas : 1).match);
}

function exposed(command: Sorted): Effect | undefined {
  const [target] = objectsIn(command.operands.slice(1, 3));
  const service = objectOf('services', command.flag('--name') ?? target?.name ?? '');
  if (!service) return undefined;
  const type = command.flag('--type');
  const port = Number(command.flag('--port'));
  const spec = {
    ...(type && { type }),
    ...(Number.isInteger(port) && port > 0 && { '(ports[0].port)': port }),
  };
  const effect = made(command, service, Object.keys(spec).length > 0 ? { spec } : undefined);
  const endpoints = check(
    command,
    { kind: 'endpoints', name: service.name },
    {
      match: { '(subsets[0].addresses[0].targetRef.kind)': 'Pod' },
    },
  );
  return { ...effect, checks: [...effect.checks, endpoints] };
}

function marked(command: Sorted, what: 'labels' | 'annotations'): Effect | undefined {
  const words = command.operands.slice(1);
  const pairs = words.filter((word) => /^[^=/]*(?:\/[^=]*)?=/.test(word) && !word.includes('$'));
  const [object] = objectsIn(words.filter((word) => !pairs.includes(word) && !word.endsWith('-')));
  if (!object || pairs.length === 0) return undefined;
  const values = Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return { checks: [check(command, object, { match: { metadata: { [what]: values } } })] };
}

function applied(command: Sorted): Effect | undefined {
  const files = command.flags('-f', '--filename').filter((file) => file !== '-' && file !== '');
  if (files.length === 0) return undefined;
  const where = files.map((file) => `-f ${file}`).join(' ');
  return { checks: [{ command: `kubectl get ${where}` }], undo: `kubectl delete ${where}` };
}

function cordoned(command: Sorted, unschedulable: true | undefined): Effect | undefined {
  const [, name = ''] = command.operands;
  const node = objectOf('nodes', name);
  if (!node || unschedulable === undefined) return undefined;
  return {
    checks: [check(command, node, { match: { spec: { unschedulable } } })],
    undo: `kubectl uncordon ${name}`,
  };
}
