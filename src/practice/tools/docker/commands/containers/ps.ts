import type { ContainerInfo } from '../../../../engine/containers/api.ts';
import { option } from '../../args/flags.ts';
import type { Command } from '../../command.ts';
import { containerFilter } from '../../containers/filter.ts';
import { containerRow, headings } from '../../containers/rows.ts';
import { formatRows } from '../../render/format.ts';

export const ps: Command = {
  usage: 'ps [OPTIONS]',
  summary: 'List containers',
  aliases: ['container ls', 'container list', 'container ps', 'ps'],
  options: [
    option('all a', 'bool', 'Show all containers (default shows just running)'),
    option('filter f', 'filter', 'Filter output based on conditions provided'),
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
    option('last n', 'int', 'Show n last created containers (includes all states) (default -1)'),
    option('latest l', 'bool', 'Show the latest created container (includes all states)'),
    option('no-trunc', 'bool', "Don't truncate output"),
    option('quiet q', 'bool', 'Only display container IDs'),
    option('size s', 'bool', 'Display total file sizes'),
  ],
  args: { min: 0, max: 0 },
  async run({ flags, streams, engine }) {
    const filters = flags.list('filter');
    const fits = containerFilter(filters);
    const format = flags.string('format');
    const wantsSize = flags.bool('size') || (format?.includes('.Size') ?? false);
    const all = await engine.get<ContainerInfo[]>('containers', wantsSize ? { size: '1' } : {});
    const last = flags.bool('latest') ? 1 : Number(flags.string('last') ?? -1);
    const everyState =
      flags.bool('all') || last > 0 || filters.some((filter) => /^(status|exited)=/.test(filter));
    const shown = all
      .filter((info) => everyState || ['running', 'paused', 'restarting'].includes(info.state.status))
      .filter((info) => fits(info, all))
      .slice(0, last > 0 ? last : undefined);
    const rows = shown.map((info) => containerRow(info, { whole: flags.bool('no-trunc'), now: Date.now() }));
    if (flags.bool('quiet') && format === undefined) {
      streams.out(rows.map(({ ID }) => `${ID}\n`).join(''));
      return 0;
    }
    const columns = ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names'];
    streams.out(formatRows(rows, flags.bool('size') ? [...columns, 'Size'] : columns, headings, format));
    return 0;
  },
};
