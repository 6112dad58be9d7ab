import type { Command } from 'commander';
import { UsageError } from '../base/errors.ts';

/** Where a pack is unless told. */
export const defaultDir = 'pilotage-pack';

/** What brings workshops into rooms whose network is slow, or none. */
export function packCommands(program: Command): void {
  program
    .command('pack')
    .description('save the images and files that workshops need, and offer them on the local network')
    .argument('[lessons...]', 'their names, or the folders they are in; those that ship unless told')
    .option('--dir <folder>', 'where the pack is', defaultDir)
    .option('--platform <platforms>', 'joined by commas', 'linux/amd64,linux/arm64')
    .option('--mirror <address>', 'a registry to ask first, such as another pack that is served')
    .option('--list', 'only say what is needed, and what of it is there')
    .option('--json', 'for machines')
    .option('--serve', 'offer what is in the folder, as a registry for reading')
    .option('--listen <address>', 'where --serve listens: HOST:PORT', '0.0.0.0:5055')
    .action(async (lessons, options) => {
      if (!options.serve) return (await import('./commands/pack.ts')).packCommand(lessons, options);
      if (lessons.length > 0 || options.list || options.json) {
        throw new UsageError(
          '--serve offers all that is in the folder, and takes nothing but --dir and --listen.',
          'Pack first: pilotage pack LESSON…; then serve: pilotage pack --serve',
        );
      }
      return (await import('./commands/pack-serve.ts')).packServeCommand(options);
    });
}
