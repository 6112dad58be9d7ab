import type { ImageSummary } from '../../../engine/api.ts';
import type { ContainerInfo } from '../../../engine/containers/api.ts';
import { humanSize } from '../../../engine/sizes.ts';
import { parseReference } from '../../../node/images/reference.ts';
import { Tabwriter } from '../../common/tabwriter.ts';
import { option } from '../args/flags.ts';
import { containerRow, hostAddress } from '../containers/rows.ts';
import { DockerError } from '../errors.ts';
import { formatRows } from '../render/format.ts';
import type { ComposeCommand } from './command.ts';
import { isRunning, numberOf, projectContainers, serviceOf } from './containers.ts';
import { selectServices } from './project.ts';
import { labelOf } from './service-spec.ts';

export const ps: ComposeCommand = {
  usage: 'ps [OPTIONS] [SERVICE...]',
  summary: 'List containers',
  options: [
    option('all a', 'bool', 'Show all stopped containers (including those created by the run command)'),
    option('filter', 'string', 'Filter services by a property (supported filters: status)'),
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
    option('no-trunc', 'bool', "Don't truncate output"),
    option('orphans', 'bool', 'Include orphaned services (not declared by project) (default true)'),
    option('quiet q', 'bool', 'Only display IDs'),
    option('services', 'bool', 'Display services'),
    option(
      'status',
      'stringArray',
      'Filter services by status. Values: [paused | restarting | removing | running | dead | created | exited]',
    ),
  ],
  async run({ flags, args, streams, engine, project: load }) {
    const project = await load();
    selectServices(project, args);
    const all = flags.bool('all');
    const statuses = [
      ...flags.list('status'),
      ...flags.list('filter').map((text) => text.replace(/^status=/, '')),
    ];
    const containers = (await projectContainers(engine, project.name, args, all)).filter((info) =>
      statuses.length > 0 ? statuses.includes(info.state.status) : all || isRunning(info),
    );
    if (flags.bool('quiet')) streams.out(containers.map(({ id }) => `${id}\n`).join(''));
    else if (flags.bool('services'))
      streams.out([...new Set(containers.map((info) => `${serviceOf(info)}\n`))].join(''));
    else {
      const rows = containers.map((info) => {
        const row = containerRow(info, { whole: flags.bool('no-trunc'), now: Date.now() });
        return {
          ...row,
          Name: info.name,
          Service: serviceOf(info),
          Project: project.name,
          ExitCode: String(info.state.exitCode),
          Health: info.state.health?.status ?? '',
        };
      });
      const columns = ['Name', 'Image', 'Command', 'Service', 'RunningFor', 'Status', 'Ports'];
      streams.out(formatRows(rows, columns, { RunningFor: 'CREATED' }, flags.string('format')));
    }
    return 0;
  },
};

export const images: ComposeCommand = {
  usage: 'images [OPTIONS] [SERVICE...]',
  summary: 'List images used by the created containers',
  options: [
    option('format', 'string', 'Format the output. Values: [table | json] (default "table")'),
    option('quiet q', 'bool', 'Only display IDs'),
  ],
  async run({ flags, args, streams, engine, project: load }) {
    const project = await load();
    const containers = await projectContainers(engine, project.name, args);
    const known = new Map((await engine.get<ImageSummary[]>('images')).map((image) => [image.id, image]));
    const rows = containers.map(({ name, imageId, spec }) => {
      const reference = parseReference(spec.image);
      return {
        id: imageId,
        cells: [
          name,
          reference.familiar,
          reference.tag ?? '<none>',
          imageId.slice(7, 19),
          humanSize(known.get(imageId)?.size ?? 0),
        ],
      };
    });
    if (flags.bool('quiet')) streams.out([...new Set(rows.map(({ id }) => `${id.slice(7)}\n`))].join(''));
    else if (flags.string('format') === 'json') {
      const list = rows.map(({ id, cells: [container, repository, tag] }) => ({
        ID: id,
        ContainerName: container,
        Repository: repository,
        Tag: tag,
        Size: known.get(id)?.size ?? 0,
      }));
      streams.out(`${JSON.stringify(list)}\n`);
    } else {
      const lines = [
        ['CONTAINER', 'REPOSITORY', 'TAG', 'IMAGE ID', 'SIZE'],
        ...rows.map(({ cells }) => cells),
      ];
      streams.out(
        new Tabwriter({ minWidth: 20, padding: 1 }).format(
          lines.map((cells) => `${cells.join('\t')}\n`).join(''),
        ),
      );
    }
    return 0;
  },
};

export const port: ComposeCommand = {
  usage: 'port [OPTIONS] SERVICE PRIVATE_PORT',
  summary: 'Print the public port for a port binding',
  options: [
    option('index', 'int', 'Index of the container if service has multiple replicas'),
    option('protocol', 'string', 'tcp or udp (default "tcp")'),
  ],
  async run({ flags, args: [service = '', wanted = ''], streams, engine, project: load }) {
    if (wanted === '') throw new DockerError('requires at least 2 arg(s), only received 1');
    const project = await load();
    selectServices(project, [service]);
    const index = Number(flags.string('index') ?? 1);
    const container = (await projectContainers(engine, project.name, [service])).find(
      (info) => numberOf(info) === index,
    );
    if (!container || !isRunning(container)) throw new DockerError(`service "${service}" is not running`);
    const protocol = flags.string('protocol') ?? 'tcp';
    const found = container.published.find((one) => String(one.port) === wanted && one.protocol === protocol);
    if (!found) throw new DockerError(`no port ${wanted}/${protocol} for container ${container.name}`);
    streams.out(`${hostAddress(found)}:${found.hostPort}\n`);
    return 0;
  },
};

export const top: ComposeCommand = {
  usage: 'top [SERVICES...]',
  summary: 'Display the running processes',
  options: [],
  async run({ args, streams, engine, project: load }) {
    const project = await load();
    selectServices(project, args);
    for (const { id, name, state } of (await projectContainers(engine, project.name, args)).filter(
      isRunning,
    )) {
      const processes = await engine.get<{ pid: number; command: string }[]>('containers/top', { name: id });
      const time = new Date(state.startedAt).toISOString().slice(11, 16);
      const rows = processes.map(({ pid, command }) => [
        'root',
        pid,
        pid === 1 ? 0 : 1,
        0,
        time,
        '?',
        '00:00:00',
        command,
      ]);
      const head = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
      const lines = [head, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
      streams.out(`${name}\n${new Tabwriter({ minWidth: 4, padding: 3 }).format(lines)}\n`);
    }
    return 0;
  },
};

export const ls: ComposeCommand = {
  usage: 'ls [OPTIONS]',
  summary: 'List running compose projects',
  options: [
    option('all a', 'bool', 'Show all stopped Compose projects'),
    option('format', 'string', 'Format the output. Values: [table | json] (default "table")'),
    option('quiet q', 'bool', 'Only display project names'),
  ],
  async run({ flags, streams, engine }) {
    const all = (await engine.get<ContainerInfo[]>('containers')).filter(
      ({ labels }) => labels[labelOf.project],
    );
    const names = [...new Set(all.map(({ labels }) => labels[labelOf.project] ?? ''))].toSorted();
    const rows = names.flatMap((name) => {
      const own = all.filter(({ labels }) => labels[labelOf.project] === name);
      if (!flags.bool('all') && !own.some(isRunning)) return [];
      const shown = flags.bool('all') ? own : own.filter(isRunning);
      const states = [...new Set(shown.map(({ state }) => state.status))].toSorted();
      const status = states
        .map((state) => `${state}(${shown.filter((one) => one.state.status === state).length})`)
        .join(', ');
      return [{ Name: name, Status: status, ConfigFiles: own[0]?.labels[labelOf.files] ?? '' }];
    });
    if (flags.bool('quiet')) streams.out(rows.map(({ Name }) => `${Name}\n`).join(''));
    else if (flags.string('format') === 'json') streams.out(`${JSON.stringify(rows)}\n`);
    else {
      const lines = [['NAME', 'STATUS', 'CONFIG FILES'], ...rows.map((row) => Object.values(row))];
      streams.out(
        new Tabwriter({ minWidth: 20, padding: 1 }).format(
          lines.map((cells) => `${cells.join('\t')}\n`).join(''),
        ),
      );
    }
    return 0;
  },
};
