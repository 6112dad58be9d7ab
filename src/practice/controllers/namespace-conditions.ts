import { createRegistry } from '../api/resources/registry.ts';
import type { Condition } from '../objects.ts';
import { groupKindOf } from '../store/kinds.ts';
import type { KubeObject } from '../types.ts';

/** What a namespace that is to go says of what is left in it. */
export function endingConditions(
  left: readonly KubeObject[],
  before: readonly Condition[],
  now: string,
): Condition[] {
  const registry = createRegistry();
  const resources = left.map((object) => {
    const kind = groupKindOf(object);
    const resource = registry.ofStored(kind);
    return resource ? `${resource.plural}.${resource.group}` : kind;
  });
  const finalizers = left.flatMap(({ metadata }) => metadata.finalizers ?? []);
  const told: [type: string, isTrue: boolean, reason: string, message: string][] = [
    [
      'NamespaceDeletionDiscoveryFailure',
      false,
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      false,
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ],
    left.length > 0
      ? [
          'NamespaceContentRemaining',
          true,
          'SomeResourcesRemain',
          `Some resources are remaining: ${counted(resources, (one, count) => `${one} has ${count} resource instances`)}`,
        ]
      : ['NamespaceContentRemaining', false, 'ContentRemoved', 'All content successfully removed'],
    finalizers.length > 0
      ? [
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${counted(finalizers, (one, count) => `${one} in ${count} resource instances`)}`,
        ]
      : [
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ],
  ];
  return told.map(([type, isTrue, reason, message]) => {
    const status = isTrue ? 'True' : 'False';
    const earlier = before.find((one) => one.type === type && one.status === status);
    return { type, status, lastTransitionTime: earlier?.lastTransitionTime ?? now, reason, message };
  });
}

function counted(list: readonly string[], say: (one: string, count: number) => string): string {
  const counts = new Map<string, number>();
  for (const one of [...list].sort()) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, count]) => say(one, count)).join(', ');
}
