import type { NetworkInfo, VolumeInfo } from '../../../engine/containers/api.ts';
import type { EngineClient } from '../engine-client.ts';
import { DockerError } from '../errors.ts';
import type { Progress } from './progress.ts';
import type { Project, Service } from './project.ts';
import { isMapping, type Mapping } from './schema.ts';

/** The networks of a service, with the names that it has in each besides its own. */
export function networksOf({ raw }: Service): Record<string, string[]> {
  const { networks } = raw;
  if (Array.isArray(networks)) return Object.fromEntries(networks.map((name) => [String(name), []]));
  if (!isMapping(networks)) return { default: [] };
  return Object.fromEntries(
    Object.entries(networks).map(([name, value]) => [
      name,
      isMapping(value) && Array.isArray(value.aliases) ? value.aliases.map(String) : [],
    ]),
  );
}

export function networkName(project: Project, name: string): string {
  return nameOf(project, 'networks', name);
}

export function volumeName(project: Project, name: string): string {
  return nameOf(project, 'volumes', name);
}

function definition({ raw }: Project, kind: 'networks' | 'volumes', name: string): Mapping {
  const all = isMapping(raw[kind]) ? raw[kind] : {};
  return isMapping(all[name]) ? all[name] : {};
}

function nameOf(project: Project, kind: 'networks' | 'volumes', name: string): string {
  const own = definition(project, kind, name);
  if (typeof own.name === 'string') return own.name;
  return own.external === true ? name : `${project.name}_${name}`;
}

/** Makes the networks and volumes that services need and that are not there yet. @throws DockerError */
export async function ensureResources(
  project: Project,
  services: readonly Service[],
  engine: EngineClient,
  progress: Progress,
): Promise<void> {
  const wanted = new Set(
    services
      .filter(({ raw }) => raw.network_mode === undefined)
      .flatMap((one) => Object.keys(networksOf(one))),
  );
  const networks = new Set((await engine.get<NetworkInfo[]>('networks')).map(({ name }) => name));
  for (const key of wanted) {
    const own = definition(project, 'networks', key);
    if (key !== 'default' && !(isMapping(project.raw.networks) && key in project.raw.networks)) {
      const service = services.find((one) => key in networksOf(one));
      throw new DockerError(
        `service "${service?.name}" refers to undefined network ${key}: invalid compose project`,
        15,
      );
    }
    const name = networkName(project, key);
    if (networks.has(name)) continue;
    if (own.external === true)
      throw new DockerError(`network ${name} declared as external, but could not be found`);
    await progress.during(`Network ${name}`, 'Creating', 'Created', () =>
      engine.post('networks/create', {
        name,
        driver: typeof own.driver === 'string' ? own.driver : 'bridge',
        internal: own.internal === true,
        labels: { 'com.docker.compose.project': project.name, 'com.docker.compose.network': key },
      }),
    );
  }
  const volumes = new Set((await engine.get<VolumeInfo[]>('volumes')).map(({ name }) => name));
  for (const key of Object.keys(isMapping(project.raw.volumes) ? project.raw.volumes : {})) {
    const name = volumeName(project, key);
    if (volumes.has(name) || !services.some((service) => usesVolume(service, key))) continue;
    if (definition(project, 'volumes', key).external === true)
      throw new DockerError(`external volume "${name}" not found`);
    await progress.during(`Volume ${JSON.stringify(name)}`, 'Creating', 'Created', () =>
      engine.post('volumes/create', {
        name,
        labels: { 'com.docker.compose.project': project.name, 'com.docker.compose.volume': key },
      }),
    );
  }
}

function usesVolume({ raw }: Service, key: string): boolean {
  return (Array.isArray(raw.volumes) ? raw.volumes : []).some((volume: unknown) =>
    isMapping(volume) ? volume.source === key : String(volume).split(':')[0] === key,
  );
}
