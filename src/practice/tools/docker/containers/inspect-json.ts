import type {
  Attachment,
  ContainerInfo,
  NetworkInfo,
  PortBinding,
  VolumeInfo,
} from '../../../engine/containers/api.ts';
import { zeroTime } from '../../../engine/containers/api.ts';

type Json = Record<string, unknown>;

/** A container as `docker inspect` prints it. */
export function containerJson(info: ContainerInfo): Json {
  const { spec, state, networks } = info;
  const [first] = Object.values(networks);
  const running = state.status === 'running' || state.status === 'restarting';
  return {
    Id: info.id,
    Created: info.created,
    Path: info.argv[0] ?? '',
    Args: info.argv.slice(1),
    State: {
      Status: state.status,
      Running: running,
      Paused: false,
      Restarting: state.status === 'restarting',
      OOMKilled: state.oomKilled,
      Dead: false,
      Pid: running ? 1 : 0,
      ExitCode: state.exitCode,
      Error: state.error,
      StartedAt: state.startedAt,
      FinishedAt: state.finishedAt || zeroTime,
      ...(state.health
        ? {
            Health: {
              Status: state.health.status,
              FailingStreak: state.health.failingStreak,
              Log: state.health.log.map(({ start, end, exitCode, output }) => ({
                Start: start,
                End: end,
                ExitCode: exitCode,
                Output: output,
              })),
            },
          }
        : {}),
    },
    Image: info.imageId,
    LogPath: info.logPath,
    Name: `/${info.name}`,
    RestartCount: info.restartCount,
    Driver: 'pilotage',
    Platform: 'linux',
    ...(info.sizeRw === undefined ? {} : { SizeRw: info.sizeRw, SizeRootFs: info.sizeRootFs }),
    HostConfig: hostConfig(info),
    Mounts: info.mounts
      .filter(({ type }) => type !== 'tmpfs')
      .map(({ type, name, source, target, readOnly }) => ({
        Type: type,
        ...(type === 'volume' ? { Name: name } : {}),
        Source: source,
        Destination: target,
        ...(type === 'volume' ? { Driver: 'local' } : {}),
        Mode: readOnly ? 'ro' : '',
        RW: !readOnly,
        Propagation: type === 'bind' ? 'rprivate' : '',
      })),
    Config: {
      Hostname: spec.hostname ?? info.id.slice(0, 12),
      Domainname: '',
      User: spec.user ?? '',
      AttachStdin: spec.stdinOnce,
      AttachStdout: spec.stdinOnce,
      AttachStderr: spec.stdinOnce,
      ...(info.exposed.length > 0
        ? { ExposedPorts: Object.fromEntries(info.exposed.map((port) => [port, {}])) }
        : {}),
      Tty: spec.tty,
      OpenStdin: spec.openStdin,
      StdinOnce: spec.stdinOnce,
      Env: info.env,
      Cmd: spec.command?.length ? spec.command : info.argv,
      Image: spec.image,
      Volumes: null,
      WorkingDir: info.workdir === '/' ? '' : info.workdir,
      Entrypoint: spec.entrypoint ?? null,
      OnBuild: null,
      Labels: info.labels,
      ...(info.healthcheck ? { Healthcheck: info.healthcheck } : {}),
      ...(spec.stopSignal === undefined ? {} : { StopSignal: spec.stopSignal }),
      ...(spec.stopTimeout === undefined ? {} : { StopTimeout: spec.stopTimeout }),
    },
    NetworkSettings: {
      Bridge: '',
      Ports: portMap(info),
      Gateway: networks.bridge?.gateway ?? '',
      IPAddress: networks.bridge?.ip ?? '',
      IPPrefixLen: networks.bridge?.prefix ?? 0,
      MacAddress: first?.mac ?? '',
      Networks: Object.fromEntries(
        Object.entries(networks).map(([name, attachment]) => [name, endpoint(attachment)]),
      ),
    },
  };
}

function hostConfig({ spec }: ContainerInfo): Json {
  return {
    Binds: spec.mounts.map(
      ({ source, target, readOnly }) =>
        `${source === '' ? '' : `${source}:`}${target}${readOnly ? ':ro' : ''}`,
    ),
    NetworkMode: spec.network,
    PortBindings: bindings(spec.ports, ({ hostPort }) => (hostPort === 0 ? '' : String(hostPort))),
    RestartPolicy: { Name: spec.restart.name, MaximumRetryCount: spec.restart.maximum },
    AutoRemove: spec.autoRemove,
    ExtraHosts: spec.extraHosts,
    PublishAllPorts: spec.publishAll,
    Privileged: false,
    Init: spec.init,
    Memory: spec.memory,
    NanoCpus: spec.nanoCpus,
    LogConfig: { Type: 'json-file', Config: {} },
  };
}

function portMap({ exposed, published }: ContainerInfo): Json {
  const bound = bindings(
    published.map((binding) => ({ ...binding, hostIp: binding.hostIp || '0.0.0.0' })),
    ({ hostPort }) => String(hostPort),
  );
  return { ...Object.fromEntries(exposed.map((port) => [port, null])), ...bound };
}

function bindings(ports: readonly PortBinding[], hostPort: (binding: PortBinding) => string): Json {
  const result: Record<string, Json[]> = {};
  for (const binding of ports) {
    const key = `${binding.port}/${binding.protocol}`;
    result[key] = [...(result[key] ?? []), { HostIp: binding.hostIp, HostPort: hostPort(binding) }];
  }
  return result;
}

function endpoint({ ip, gateway, prefix, mac, networkId, aliases }: Attachment): Json {
  return {
    IPAMConfig: null,
    Links: null,
    Aliases: aliases.length > 0 ? aliases : null,
    MacAddress: mac,
    NetworkID: networkId,
    Gateway: gateway,
    IPAddress: ip,
    IPPrefixLen: prefix,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    DNSNames: aliases.length > 0 ? aliases : null,
  };
}

export function networkJson(network: NetworkInfo): Json {
  const { name, id, created, driver, subnet, gateway, internal, labels, containers } = network;
  return {
    Name: name,
    Id: id,
    Created: created,
    Scope: 'local',
    Driver: driver,
    EnableIPv4: true,
    EnableIPv6: false,
    IPAM: {
      Driver: 'default',
      Options: {},
      Config: subnet === '' ? null : [{ Subnet: subnet, Gateway: gateway }],
    },
    Internal: internal,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(
      containers.map((one) => [
        one.id,
        {
          Name: one.name,
          EndpointID: '',
          MacAddress: one.mac,
          IPv4Address: `${one.ip}/${one.prefix}`,
          IPv6Address: '',
        },
      ]),
    ),
    Options: {},
    Labels: labels,
  };
}

export function volumeJson({ name, created, labels, mountpoint }: VolumeInfo): Json {
  return {
    CreatedAt: created,
    Driver: 'local',
    Labels: Object.keys(labels).length > 0 ? labels : null,
    Mountpoint: mountpoint,
    Name: name,
    Options: null,
    Scope: 'local',
  };
}
