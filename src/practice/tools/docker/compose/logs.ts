import { option } from '../args/flags.ts';
import { tailLines } from '../commands/containers/logs.ts';
import { parseTime } from '../containers/values.ts';
import type { ComposeCommand } from './command.ts';
import { projectContainers } from './containers.ts';
import { type LogWish, prefixes, showLog } from './follow.ts';
import { selectServices } from './project.ts';

export const logs: ComposeCommand = {
  usage: 'logs [OPTIONS] [SERVICE...]',
  summary: 'View output from containers',
  options: [
    option('follow f', 'bool', 'Follow log output'),
    option('index', 'int', 'index of the container if service has multiple replicas'),
    option('no-color', 'bool', 'Produce monochrome output'),
    option('no-log-prefix', 'bool', "Don't print prefix in logs"),
    option(
      'since',
      'string',
      'Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)',
    ),
    option(
      'tail n',
      'string',
      'Number of lines to show from the end of the logs for each container (default "all")',
    ),
    option('timestamps t', 'bool', 'Show timestamps'),
    option(
      'until',
      'string',
      'Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)',
    ),
  ],
  async run({ flags, args, streams, engine, output, project: load }) {
    const project = await load();
    selectServices(project, args);
    const index = flags.string('index');
    const containers = (await projectContainers(engine, project.name, args)).filter(
      ({ name }) => index === undefined || name.endsWith(`-${index}`),
    );
    const now = Date.now();
    const time = (name: string) => {
      const text = flags.string(name);
      return text === undefined ? undefined : parseTime(text, now);
    };
    const color = output.color && !flags.bool('no-color');
    const wish: LogWish = {
      engine,
      streams,
      follow: flags.bool('follow'),
      timestamps: flags.bool('timestamps'),
      prefix: !flags.bool('no-log-prefix'),
      color,
      tail: tailLines(flags.string('tail')),
      since: time('since'),
      until: time('until'),
    };
    const shown = prefixes(containers, project.name, color);
    if (wish.follow) await Promise.all(containers.map((one) => showLog(one, shown.get(one.id) ?? '', wish)));
    else for (const one of containers) await showLog(one, shown.get(one.id) ?? '', wish);
    return 0;
  },
};
