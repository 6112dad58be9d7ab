import path from 'node:path';
import { type Project, type Service, strings } from './project.ts';
import { isMapping, type Mapping } from './schema.ts';
import { shellWords } from './shell-words.ts';

/** A project as `docker compose config` prints it: short forms written out, paths absolute, names sorted. */
export function canonical(project: Project): Mapping {
  const services = Object.fromEntries(
    project.services.map((service) => [service.name, serviceOf(service, project)]),
  );
  const used = project.services.some(
    ({ raw }) => raw.networks === undefined && raw.network_mode === undefined,
  );
  const networks = {
    ...(used ? { default: null } : {}),
    ...(isMapping(project.raw.networks) ? project.raw.networks : {}),
  };
  const volumes = isMapping(project.raw.volumes) ? project.raw.volumes : {};
  return {
    name: project.name,
    services,
    ...(Object.keys(networks).length > 0 ? { networks: named(networks, project.name) } : {}),
    ...(Object.keys(volumes).length > 0 ? { volumes: named(volumes, project.name) } : {}),
  };
}

function named(resources: Mapping, project: string): Mapping {
  return sorted(
    Object.fromEntries(
      Object.entries(resources).map(([name, value]) => [
        name,
        { name: `${project}_${name}`, ...(isMapping(value) ? value : {}) },
      ]),
    ),
  );
}

function serviceOf({ raw, build }: Service, { folder }: Project): Mapping {
  const result: Mapping = { ...raw };
  if (build && isMapping(raw.build)) {
    result.build = {
      ...raw.build,
      context: build.context,
      ...(build.inline === undefined ? { dockerfile: build.dockerfile } : {}),
      ...(raw.build.args === undefined ? {} : { args: sorted(build.args) }),
    };
  }
  if (isMapping(raw.environment)) result.environment = sorted(strings(raw.environment));
  for (const key of ['command', 'entrypoint']) {
    if (typeof raw[key] === 'string') result[key] = shellWords(raw[key]);
    else result[key] = raw[key] ?? null;
  }
  if (Array.isArray(raw.ports)) result.ports = raw.ports.flatMap(portOf);
  if (Array.isArray(raw.volumes)) result.volumes = raw.volumes.map((volume) => volumeOf(volume, folder));
  if (raw.networks === undefined && raw.network_mode === undefined) result.networks = { default: null };
  for (const key of ['command', 'entrypoint']) if (result[key] === null) delete result[key];
  return sorted(result);
}

/** `8080:80`, `127.0.0.1:8080:80/udp`, `80`. */
function portOf(port: unknown): unknown[] {
  if (isMapping(port)) return [{ mode: 'ingress', ...port }];
  const match = /^(?:(?:(\[[^\]]+\]|[^:]+):)?(\d*(?:-\d+)?):)?(\d+)(?:\/(\w+))?$/.exec(String(port));
  if (!match) return [port];
  const [, ip, published, target, protocol = 'tcp'] = match;
  return [
    {
      mode: 'ingress',
      ...(ip === undefined ? {} : { host_ip: ip }),
      target: Number(target),
      ...(published ? { published } : {}),
      protocol,
    },
  ];
}

/** `./data:/data:ro`, `name:/data`, `/data`. */
function volumeOf(volume: unknown, folder: string): unknown {
  if (typeof volume !== 'string') return volume;
  const [source = '', target, mode] = volume.split(':');
  if (target === undefined) return { type: 'volume', target: source, volume: {} };
  const isPath = /^[./~]/.test(source);
  return {
    type: isPath ? 'bind' : 'volume',
    source: isPath ? path.resolve(folder, source) : source,
    target,
    ...(mode === 'ro' ? { read_only: true } : {}),
    ...(isPath ? { bind: { create_host_path: true } } : { volume: {} }),
  };
}

function sorted<T>(mapping: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(mapping).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
