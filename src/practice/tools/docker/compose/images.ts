import { option } from '../args/flags.ts';
import { table } from '../render/table.ts';
import type { ComposeCommand } from './command.ts';

export const images: ComposeCommand = {
  usage: 'images [OPTIONS] [SERVICE...]',
  summary: 'List images used by the created containers',
  options: [
    option('format', 'string', 'Format the output. Values: [table | json] (default "table")'),
    option('quiet q', 'bool', 'Only display IDs'),
  ],
  async run({ flags, streams, project }) {
    await project();
    // Compose lists the images of containers that it created, and here it creates none.
    if (flags.bool('quiet')) return 0;
    if (flags.string('format') === 'json') streams.out('[]\n');
    else streams.out(table([['CONTAINER', 'REPOSITORY', 'TAG', 'IMAGE ID', 'SIZE']]));
    return 0;
  },
};
