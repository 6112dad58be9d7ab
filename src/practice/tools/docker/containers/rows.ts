import type { ContainerInfo, PortBinding } from '../../../engine/containers/api.ts';
import { humanSize } from '../../../engine/sizes.ts';
import { ago, humanDuration } from '../render/ago.ts';

export const headings: Readonly<Record<string, string>> = {
  ID: 'CONTAINER ID',
  RunningFor: 'CREATED',
  CreatedAt: 'CREATED AT',
  LocalVolumes: 'LOCAL VOLUMES',
};

/** A container as `docker ps` shows it. */
export function containerRow(
  info: ContainerInfo,
  { whole, now }: { whole: boolean; now: number },
): Record<string, string> {
  const { id, name, spec, argv, created, state, labels, mounts, networks, sizeRw, sizeRootFs } = info;
  const command = `"${cut(argv.join(' '), whole ? undefined : 20)}"`;
  return {
    ID: whole ? id : id.slice(0, 12),
    Image: spec.image,
    Command: command,
    CreatedAt: `${created.slice(0, 19).replace('T', ' ')} +0000 UTC`,
    RunningFor: ago(created, now),
    State: state.status,
    Status: statusText(info, now),
    Ports: portsText(info),
    Names: name,
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    Mounts: mounts
      .filter(({ type }) => type !== 'tmpfs')
      .map((mount) => cut(mount.name || mount.source, whole ? undefined : 15))
      .join(','),
    LocalVolumes: String(mounts.filter(({ type }) => type === 'volume').length),
    Networks: Object.keys(networks).join(','),
    Platform: 'linux/amd64',
    Size: `${humanSize(sizeRw ?? 0)} (virtual ${humanSize(sizeRootFs ?? 0)})`,
  };
}

/** `Up 3 minutes (healthy)`, `Exited (0) 2 hours ago`. */
export function statusText({ state }: ContainerInfo, now: number): string {
  const since = (time: string) => humanDuration(Math.max(0, now - Date.parse(time)));
  switch (state.status) {
    case 'created':
      return 'Created';
    case 'restarting':
      return `Restarting (${state.exitCode}) ${since(state.finishedAt)} ago`;
    case 'exited':
      return `Exited (${state.exitCode}) ${since(state.finishedAt)} ago`;
    default: {
      const health = state.health?.status;
      const shown = health === 'starting' ? ' (health: starting)' : health ? ` (${health})` : '';
      return `Up ${since(state.startedAt)}${shown}`;
    }
  }
}

/** `0.0.0.0:8080->80/tcp, 443/tcp` */
export function portsText({ published, exposed, state }: ContainerInfo): string {
  if (state.status !== 'running' && state.status !== 'paused') return '';
  const shown = published
    .toSorted((a, b) => a.port - b.port || a.hostPort - b.hostPort)
    .map(
      ({ port, protocol, hostPort, ...binding }) =>
        `${hostAddress(binding)}:${hostPort}->${port}/${protocol}`,
    );
  const bound = new Set(published.map(({ port, protocol }) => `${port}/${protocol}`));
  const bare = exposed
    .filter((one) => !bound.has(one))
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return [...bare, ...shown].join(', ');
}

/** Where a port is said to be reached, as docker says it: what is listened on is this machine's loopback. */
export function hostAddress({ hostIp }: Pick<PortBinding, 'hostIp'>): string {
  return hostIp || '0.0.0.0';
}

function cut(text: string, length: number | undefined): string {
  return length === undefined || text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
