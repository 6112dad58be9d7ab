import type { Check } from '../../schema.ts';
import { check, readyMatch } from './kubectl.ts';
import { type ObjectName, objectOf, objectsIn, pluralOf } from './objects.ts';
import { literally, type Sorted } from './words.ts';

/** What a command that only looks shows, as far as one knows. */
export interface Seen {
  readonly output?: string;
  readonly checks?: readonly Check[];
  /** It goes on until somebody ends it. */
  readonly isEndless?: boolean;
}

/** `known`: the objects that the lesson has made up to here, the last one last. */
export function seenBy(command: Sorted, known: readonly ObjectName[]): Seen | undefined {
  if (command.program !== 'kubectl') return undefined;
  const [verb = '', ...rest] = command.operands;
  if (verb === 'logs') return logs(command, rest);
  if (verb === 'get') return listed(command, rest, known);
  if (verb === 'wait' || verb === 'rollout') {
    const objects = objectsIn(verb === 'rollout' ? rest.slice(1) : rest);
    return objects.length > 0
      ? { checks: objects.map((object) => check(command, object, readyMatch(object))) }
      : undefined;
  }
  if (verb === 'describe') {
    const [object] = objectsIn(rest);
    return object && { output: `^Name:\\s+${literally(object.name)}$` };
  }
  return undefined;
}

function logs(command: Sorted, [target = '']: readonly string[]): Seen {
  const isEndless = command.flag('-f', '--follow') !== undefined;
  const [kind = '', name] = target.split('/');
  const object = name === undefined ? objectOf('pods', kind) : objectOf(kind, name);
  if (!object) return { isEndless };
  // What follows shows what is new; anything else shows what there is.
  const since = isEndless ? {} : { since: 'start' as const };
  const { resource, namespace } = check(command, object);
  return {
    checks: [{ logs: resource, ...(namespace && { namespace }), matches: '\\S', ...since }],
    isEndless,
  };
}

function listed(
  command: Sorted,
  [kind = '', ...names]: readonly string[],
  known: readonly ObjectName[],
): Seen {
  const isEndless = command.flag('-w', '--watch') !== undefined;
  const kinds = kind.split(',').map((one) => pluralOf(one.split('/')[0] ?? ''));
  const object =
    objectsIn([kind, ...names]).at(-1) ??
    known.findLast((one) => (kind === 'all' ? one.kind !== 'configmaps' : kinds.includes(one.kind)));
  const [plural] = kinds;
  if (!object && plural !== undefined && isEndless)
    return { isEndless, checks: [{ resource: plural, ...readyMatch({ kind: plural, name: '' }) }] };
  if (!object) return { isEndless };
  if (isEndless) return { isEndless, checks: [check(command, object, readyMatch(object))] };
  const format = command.flag('-o', '--output');
  if (format !== undefined && format !== 'wide') return {};
  return { output: `^(\\S+/)?${literally(object.name)}\\b` };
}
