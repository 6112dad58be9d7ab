import type { Failure, Progress } from '../../../engine/api.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { DaemonError, DockerError } from '../errors.ts';
import { checkedName } from '../names.ts';
import { showProgress } from '../render/progress.ts';

export const push: Command = {
  usage: 'push [OPTIONS] NAME[:TAG]',
  summary: 'Upload an image to a registry',
  aliases: ['image push', 'push'],
  options: [
    option('all-tags a', 'bool', 'Push all tags of an image to the repository'),
    option('disable-content-trust', 'bool', 'Skip image signing (default true)'),
    option(
      'platform',
      'string',
      'Push a platform-specific manifest as a single-platform image to the registry',
    ),
    option('quiet q', 'bool', 'Suppress verbose output'),
  ],
  args: { min: 1, max: 1 },
  async run({ flags, args: [name = ''], streams, engine }) {
    const reference = checkedName(name);
    const all = flags.bool('all-tags');
    const quiet = flags.bool('quiet');
    if (all && reference.tagged) throw new DockerError("tag can't be used with --all-tags/-a");
    if (!reference.tagged && !all && !quiet) streams.out('Using default tag: latest\n');
    try {
      await showProgress(engine.lines<Progress | Failure>('images/push', { name, all }), {
        write: streams.out,
        terminal: process.stdout.isTTY,
        quiet,
      });
    } catch (error) {
      // A push reports its errors as they come, without the words that other commands put before them.
      if (error instanceof DaemonError) throw new DockerError(error.message);
      throw error;
    }
    if (quiet) streams.out(`${reference.full}\n`);
    return 0;
  },
};
