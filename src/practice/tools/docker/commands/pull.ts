import type { Failure, Progress } from '../../../engine/api.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { checkedName } from '../names.ts';
import { showProgress } from '../render/progress.ts';

export const pull: Command = {
  usage: 'pull [OPTIONS] NAME[:TAG|@DIGEST]',
  summary: 'Download an image from a registry',
  aliases: ['image pull', 'pull'],
  options: [
    option('all-tags a', 'bool', 'Download all tagged images in the repository'),
    option('disable-content-trust', 'bool', 'Skip image verification (default true)'),
    option('platform', 'string', 'Set platform if server is multi-platform capable'),
    option('quiet q', 'bool', 'Suppress verbose output'),
  ],
  args: { min: 1, max: 1 },
  async run({ flags, args: [name = ''], streams, engine }) {
    const reference = checkedName(name);
    const quiet = flags.bool('quiet');
    if (!reference.tagged && !flags.bool('all-tags') && !quiet) streams.out('Using default tag: latest\n');
    await showProgress(
      engine.lines<Progress | Failure>('images/pull', { name, all: flags.bool('all-tags') }),
      {
        write: streams.out,
        terminal: process.stdout.isTTY,
        quiet,
      },
    );
    streams.out(`${reference.full}\n`);
    return 0;
  },
};
