import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerSpec, MountSpec, PortBinding } from '../../../engine/containers/api.ts';
import type { Healthcheck } from '../../../node/images/types.ts';
import { parseExpose, parsePublish } from '../containers/ports.ts';
import { restartPolicy, signalName } from '../containers/spec.ts';
import { parseBytes, parseDuration } from '../containers/values.ts';
import { DockerError } from '../errors.ts';
import { parseEnvFile } from './env-file.ts';
import { imageOf, type Project, type Service, strings } from './project.ts';
import { networkName, networksOf, volumeName } from './resources.ts';
import { invalidFiles, isMapping, type Mapping } from './schema.ts';
import { shellWords } from './shell-words.ts';
import { release } from './version.ts';

export const labelOf = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  number: 'com.docker.compose.container-number',
  oneoff: 'com.docker.compose.oneoff',
  hash: 'com.docker.compose.config-hash',
  folder: 'com.docker.compose.project.working_dir',
  files: 'com.docker.compose.project.config_files',
  version: 'com.docker.compose.version',
} as const;

/** How many containers a service is to have. */
export function replicasOf({ raw }: Service): number {
  const deploy = isMapping(raw.deploy) ? raw.deploy : {};
  const count = Number(deploy.replicas ?? raw.scale ?? 1);
  return raw.container_name === undefined ? count : Math.min(count, 1);
}

/** What a service's containers are to be. @throws DockerError */
export function serviceSpec(project: Project, service: Service, number: number): ContainerSpec {
  const { raw } = service;
  const deploy = isMapping(raw.deploy) ? raw.deploy : {};
  const limits =
    isMapping(deploy.resources) && isMapping(deploy.resources.limits) ? deploy.resources.limits : {};
  const memory = raw.mem_limit ?? limits.memory;
  const text = (key: string) => (raw[key] === undefined || raw[key] === null ? undefined : String(raw[key]));
  const command = words(raw.command);
  const entrypoint = words(raw.entrypoint);
  const networks = networksOf(service);
  const mode = text('network_mode');
  const names = Object.keys(networks).map((name) => networkName(project, name));
  const healthcheck = isMapping(raw.healthcheck) ? healthcheckOf(raw.healthcheck) : undefined;
  const grace = text('stop_grace_period');
  const name = text('container_name') ?? `${project.name}-${service.name}-${number}`;
  const entries = {
    hostname: text('hostname'),
    user: text('user'),
    workdir: text('working_dir'),
    stopSignal: signalName(text('stop_signal')),
    stopTimeout: grace === undefined ? undefined : Math.ceil(parseDuration(grace, 'stop_grace_period') / 1e9),
    command,
    entrypoint,
    healthcheck,
  };
  const given = Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
  return {
    image: imageOf(project, service),
    name,
    env: Object.entries(environmentOf(project, service)).map(([key, value]) => `${key}=${value}`),
    labels: {
      ...strings(raw.labels),
      [labelOf.project]: project.name,
      [labelOf.service]: service.name,
      [labelOf.number]: String(number),
      [labelOf.oneoff]: 'False',
      [labelOf.hash]: configHash(project, service),
      [labelOf.folder]: project.folder,
      [labelOf.files]: project.files.join(','),
      [labelOf.version]: release,
    },
    tty: raw.tty === true,
    openStdin: raw.stdin_open === true,
    stdinOnce: false,
    exposed: list(raw.expose).flatMap((port) => parseExpose(String(port))),
    ports: list(raw.ports).flatMap(portsOf),
    publishAll: false,
    mounts: mountsOf(project, service),
    network: mode === undefined || mode === 'bridge' ? (names[0] ?? 'none') : sharedNetwork(project, mode),
    aliases:
      mode === undefined
        ? Object.fromEntries(
            Object.entries(networks).map(([network, aliases]) => [
              networkName(project, network),
              [...new Set([service.name, ...aliases])],
            ]),
          )
        : {},
    extraHosts: extraHosts(raw.extra_hosts),
    restart: restartPolicy(text('restart') ?? 'no'),
    autoRemove: false,
    init: raw.init === true,
    memory: memory === undefined || memory === null ? 0 : parseBytes(String(memory), 'mem_limit'),
    nanoCpus: Math.round(Number(raw.cpus ?? limits.cpus ?? 0) * 1e9),
    ...given,
  };
}

/** Of all that, when it changes, makes a service's containers be made anew. */
export function configHash(project: Project, service: Service): string {
  const { depends_on, deploy, profiles, scale, build, ...rest } = service.raw;
  const env = environmentOf(project, service);
  return createHash('sha256')
    .update(JSON.stringify([rest, env, imageOf(project, service)]))
    .digest('hex');
}

function sharedNetwork(project: Project, mode: string): string {
  const service = /^service:(.*)$/.exec(mode)?.[1];
  return service === undefined ? mode : `container:${project.name}-${service}-1`;
}

function words(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? shellWords(value) : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function environmentOf({ folder }: Project, { name, raw }: Service): Record<string, string> {
  const values: Record<string, string> = {};
  for (const entry of list(raw.env_file)) {
    const file = path.resolve(folder, isMapping(entry) ? String(entry.path) : String(entry));
    try {
      Object.assign(values, parseEnvFile(readFileSync(file, 'utf8'), process.env));
    } catch {
      if (isMapping(entry) && entry.required === false) continue;
      throw new DockerError(
        `env file ${file} not found: stat ${file}: no such file or directory (service ${name})`,
        invalidFiles,
      );
    }
  }
  return { ...values, ...strings(raw.environment) };
}

function portsOf(port: unknown): PortBinding[] {
  if (!isMapping(port)) return parsePublish(String(port));
  const ip = port.host_ip === undefined ? '' : `${port.host_ip}:`;
  return parsePublish(
    `${ip}${port.published ?? ''}${ip || port.published ? ':' : ''}${port.target}/${port.protocol ?? 'tcp'}`,
  );
}

function mountsOf(project: Project, { raw }: Service): MountSpec[] {
  const volumes = list(raw.volumes).map((volume): MountSpec => {
    const long: Mapping = isMapping(volume) ? volume : shortVolume(String(volume));
    const type = String(long.type ?? 'volume') as MountSpec['type'];
    const source = long.source === undefined ? '' : String(long.source);
    return {
      type,
      source:
        type === 'bind'
          ? path.resolve(project.folder, source)
          : source === ''
            ? ''
            : volumeName(project, source),
      target: String(long.target),
      readOnly: long.read_only === true,
      create: !isMapping(long.bind) || long.bind.create_host_path !== false,
    };
  });
  const tmpfs = list(raw.tmpfs).map(
    (target): MountSpec => ({
      type: 'tmpfs',
      source: '',
      target: String(target).split(':')[0] ?? '',
      readOnly: false,
      create: true,
    }),
  );
  return [
    ...volumes,
    ...tmpfs,
    ...files(project, raw, 'secrets', '/run/secrets/'),
    ...files(project, raw, 'configs', '/'),
  ];
}

function shortVolume(text: string): Mapping {
  const [first = '', second, mode] = text.split(':');
  if (second === undefined) return { type: 'volume', target: first };
  const isPath = /^[./~]/.test(first);
  const source = first.replace(/^~/, process.env.HOME ?? '~');
  return {
    type: isPath ? 'bind' : 'volume',
    source,
    target: second,
    read_only: mode?.split(',').includes('ro'),
  };
}

/** Secrets and configs that are files: each is seen where the service says, read-only. */
function files(
  { raw: top, folder }: Project,
  raw: Mapping,
  kind: 'secrets' | 'configs',
  place: string,
): MountSpec[] {
  return list(raw[kind]).map((one) => {
    const source = isMapping(one) ? String(one.source) : String(one);
    const known = isMapping(top[kind]) ? top[kind][source] : undefined;
    if (!isMapping(known) || typeof known.file !== 'string') {
      throw new DockerError(
        `${kind}.${source}: the practice cluster's docker compose takes ${kind} from files: write "file: PATH"`,
        invalidFiles,
      );
    }
    const target = isMapping(one) && one.target !== undefined ? String(one.target) : source;
    return {
      type: 'bind',
      source: path.resolve(folder, known.file),
      target: path.posix.resolve(place, target),
      readOnly: true,
      create: false,
    };
  });
}

function extraHosts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (!isMapping(value)) return [];
  return Object.entries(value).map(([host, address]) => `${host}:${address}`);
}

function healthcheckOf(raw: Mapping): Healthcheck {
  if (raw.disable === true) return { Test: ['NONE'] };
  const { test } = raw;
  const duration = (key: string) =>
    raw[key] === undefined ? 0 : parseDuration(String(raw[key]), `healthcheck.${key}`);
  return {
    ...(test === undefined
      ? ({} as { Test: string[] })
      : { Test: Array.isArray(test) ? test.map(String) : ['CMD-SHELL', String(test)] }),
    ...(raw.interval === undefined ? {} : { Interval: duration('interval') }),
    ...(raw.timeout === undefined ? {} : { Timeout: duration('timeout') }),
    ...(raw.start_period === undefined ? {} : { StartPeriod: duration('start_period') }),
    ...(raw.retries === undefined ? {} : { Retries: Number(raw.retries) }),
  };
}
