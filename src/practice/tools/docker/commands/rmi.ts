import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { DaemonError } from '../errors.ts';

export const rmi: Command = {
  usage: 'rmi [OPTIONS] IMAGE [IMAGE...]',
  summary: 'Remove one or more images',
  aliases: ['image rm', 'image remove', 'rmi'],
  options: [
    option('force f', 'bool', 'Force removal of the image'),
    option('no-prune', 'bool', 'Do not delete untagged parents'),
  ],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ flags, args, streams, engine }) {
    const force = flags.bool('force');
    let failed = false;
    for (const name of args) {
      try {
        const { lines } = await engine.post<{ lines: string[] }>('images/remove', { name, force });
        streams.out(lines.map((line) => `${line}\n`).join(''));
      } catch (error) {
        if (!(error instanceof DaemonError)) throw error;
        streams.err(`Error response from daemon: ${error.message}\n`);
        failed ||= !(force && error.status === 404);
      }
    }
    return failed ? 1 : 0;
  },
};
