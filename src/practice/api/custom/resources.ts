import { defineResource, type Resource } from '../resources/resource.ts';
import type { Definition } from './definition.ts';

/** What a definition adds to the API: a resource for each version that it serves, once its names are accepted. */
export function resourcesOf(definition: Definition): Resource[] {
  const { group, scope, versions } = definition.spec;
  const established = definition.status?.conditions?.some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
  const names = definition.status?.acceptedNames;
  if (!established || !names) return [];
  return versions
    .filter((version) => version.served)
    .sort((left, right) => byPriority(left.name, right.name))
    .map((version) => ({
      ...defineResource(group, version.name, {
        kind: names.kind,
        plural: names.plural,
        cluster: scope === 'Cluster',
        short: names.shortNames ?? [],
        categories: names.categories ?? [],
        status: version.subresources?.status !== undefined,
        scale: version.subresources?.scale !== undefined,
      }),
      singular: names.singular ?? names.kind.toLowerCase(),
      custom: version,
    }));
}

/** Stable versions first, then beta, then alpha; the newest of each first. */
export function byPriority(left: string, right: string): number {
  const rank = (version: string) => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    if (major === undefined) return [0, 0, 0];
    return [stage === undefined ? 3 : stage === 'beta' ? 2 : 1, Number(major), Number(minor ?? 0)];
  };
  const [one, other] = [rank(left), rank(right)];
  for (const index of one.keys()) {
    const difference = (other[index] ?? 0) - (one[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left < right ? -1 : 1;
}
