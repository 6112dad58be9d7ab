import { DockerError } from '../errors.ts';
import type { Service } from './project.ts';
import { isMapping } from './schema.ts';

export interface Dependency {
  on: string;
  condition: string;
  required: boolean;
}

export function dependenciesOf({ raw }: Service): Dependency[] {
  if (!isMapping(raw.depends_on)) return [];
  return Object.entries(raw.depends_on).map(([on, value]) => ({
    on,
    condition: isMapping(value) ? String(value.condition ?? 'service_started') : 'service_started',
    required: !isMapping(value) || value.required !== false,
  }));
}

/** Services with all that they depend on. @throws DockerError when one of those is not there */
export function withDependencies(all: readonly Service[], wanted: readonly Service[]): Service[] {
  const found = new Set(wanted);
  for (const service of found) {
    for (const { on, required } of dependenciesOf(service)) {
      const other = all.find(({ name }) => name === on);
      if (other) found.add(other);
      else if (required)
        throw new DockerError(
          `service "${service.name}" depends on undefined service "${on}": invalid compose project`,
          15,
        );
    }
  }
  return all.filter((service) => found.has(service));
}

/** Services in groups, each after those that it depends on. @throws DockerError for a circle */
export function inOrder(services: readonly Service[]): Service[][] {
  const left = new Set(services);
  const groups: Service[][] = [];
  while (left.size > 0) {
    const names = new Set([...left].map(({ name }) => name));
    const ready = [...left].filter((service) => dependenciesOf(service).every(({ on }) => !names.has(on)));
    if (ready.length === 0) {
      const circle = [...names].toSorted();
      throw new DockerError(`dependency cycle detected: ${circle.join(' -> ')} -> ${circle[0]}`);
    }
    for (const service of ready) left.delete(service);
    groups.push(ready);
  }
  return groups;
}
