import type { ContainerInfo } from '../../../../engine/containers/api.ts';
import { Tabwriter } from '../../../common/tabwriter.ts';
import { option } from '../../args/flags.ts';
import type { Command } from '../../command.ts';
import { hostAddress } from '../../containers/rows.ts';
import { DockerError } from '../../errors.ts';

export const port: Command = {
  usage: 'port CONTAINER [PRIVATE_PORT[/PROTO]]',
  summary: 'List port mappings or a specific mapping for the container',
  aliases: ['container port', 'port'],
  options: [],
  args: { min: 1, max: 2 },
  async run({ args: [name = '', wanted], streams, engine }) {
    const { published } = await engine.get<ContainerInfo>('containers/inspect', { name });
    const sorted = published.toSorted((a, b) => a.port - b.port);
    if (wanted === undefined) {
      streams.out(
        sorted.map((one) => `${one.port}/${one.protocol} -> ${hostAddress(one)}:${one.hostPort}\n`).join(''),
      );
      return 0;
    }
    const place = wanted.includes('/') ? wanted : `${wanted}/tcp`;
    const found = sorted.filter((one) => `${one.port}/${one.protocol}` === place);
    if (found.length === 0) throw new DockerError(`no public port '${place}' published for ${name}`);
    streams.out(found.map((one) => `${hostAddress(one)}:${one.hostPort}\n`).join(''));
    return 0;
  },
};

export const top: Command = {
  usage: 'top CONTAINER [ps OPTIONS]',
  summary: 'Display the running processes of a container',
  aliases: ['container top', 'top'],
  options: [],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  stopsAtArgument: true,
  async run({ args: [name = ''], streams, engine }) {
    const processes = await engine.get<{ pid: number; command: string }[]>('containers/top', { name });
    const { state } = await engine.get<ContainerInfo>('containers/inspect', { name });
    streams.out(topTable(processes, state.startedAt));
    return 0;
  },
};

/** As `ps -ef` has it. */
export function topTable(processes: readonly { pid: number; command: string }[], started: string): string {
  const time = new Date(started).toISOString().slice(11, 16);
  const rows = processes.map(({ pid, command }) =>
    ['root', pid, pid === 1 ? 0 : 1, 0, time, '?', '00:00:00', command].join('\t'),
  );
  const head = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'].join('\t');
  return new Tabwriter({ minWidth: 20, padding: 3 }).format(`${[head, ...rows].join('\n')}\n`);
}

export const diff: Command = {
  usage: 'diff CONTAINER',
  summary: "Inspect changes to files or directories on a container's filesystem",
  aliases: ['container diff', 'diff'],
  options: [],
  args: { min: 1, max: 1 },
  async run({ args: [name = ''], streams, engine }) {
    const changes = await engine.get<{ kind: string; path: string }[]>('containers/diff', { name });
    streams.out(changes.map(({ kind, path }) => `${kind} ${path}\n`).join(''));
    return 0;
  },
};

export const pause: Command = refusal('pause', 'Pause all processes within one or more containers');
export const unpause: Command = refusal('unpause', 'Unpause all processes within one or more containers');

function refusal(name: string, summary: string): Command {
  return {
    usage: `${name} CONTAINER [CONTAINER...]`,
    summary,
    options: [option('help', 'bool', 'Print usage')].slice(1),
    args: { min: 1, max: Number.POSITIVE_INFINITY },
    async run() {
      throw new DockerError(
        `docker: the practice cluster's containers cannot be paused: use 'docker stop' and 'docker start'`,
      );
    },
  };
}
