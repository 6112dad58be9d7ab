import type { ContainerInfo } from '../../../engine/containers/api.ts';
import type { EngineClient } from '../engine-client.ts';
import { labelOf } from './service-spec.ts';

/** The containers of a project, those of `compose run` only if they are asked for. */
export async function projectContainers(
  engine: EngineClient,
  project: string,
  services?: readonly string[],
  withOneOffs = false,
): Promise<ContainerInfo[]> {
  const all = await engine.get<ContainerInfo[]>('containers');
  return all
    .filter(({ labels }) => labels[labelOf.project] === project)
    .filter(({ labels }) => withOneOffs || labels[labelOf.oneoff] !== 'True')
    .filter((info) => !services?.length || services.includes(serviceOf(info)))
    .toSorted((a, b) =>
      serviceOf(a) === serviceOf(b) ? numberOf(a) - numberOf(b) : a.name < b.name ? -1 : 1,
    );
}

export function serviceOf({ labels }: ContainerInfo): string {
  return labels[labelOf.service] ?? '';
}

export function numberOf({ labels }: ContainerInfo): number {
  return Number(labels[labelOf.number] ?? 1);
}

export function isRunning({ state }: ContainerInfo): boolean {
  return state.status === 'running' || state.status === 'restarting';
}
