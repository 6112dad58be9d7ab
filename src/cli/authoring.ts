import type { Command } from 'commander';

/** The commands of those who write workshops, beside `lint` and `validate`. */
export function authorCommands(program: Command): void {
  program
    .command('new')
    .description('make a small workshop that works, to begin from')
    .argument('<folder>', 'one that is not there yet; its name becomes that of the workshop')
    .option('--lang <languages>', 'en, fr and zh, joined by commas; English is always among them', 'en')
    .action(async (folder, options) => (await import('./commands/new.ts')).newCommand(folder, options));
}
