import { option } from '../args/flags.ts';
import type { ComposeCommand } from './command.ts';

/** The release of compose that this one behaves as. */
export const release = '2.39.1-pilotage';

export const version: ComposeCommand = {
  usage: 'version [OPTIONS]',
  summary: 'Show the Docker Compose version information',
  options: [
    option('format f', 'string', 'Format the output. Values: [pretty | json]. (Default: pretty)'),
    option('short', 'bool', "Shows only Compose's version number"),
  ],
  async run({ flags, streams }) {
    if (flags.bool('short')) streams.out(`${release}\n`);
    else if (flags.string('format') === 'json') streams.out(`${JSON.stringify({ version: release })}\n`);
    else streams.out(`Docker Compose version v${release}\n`);
    return 0;
  },
};
