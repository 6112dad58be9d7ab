import type { Command } from 'commander';

/** The commands of those who write workshops, beside `lint` and `validate`. */
export function authorCommands(program: Command): void {
  program
    .command('new')
    .description('make a small workshop that works, to begin from')
    .argument('<folder>', 'one that is not there yet; its name becomes that of the workshop')
    .option('--lang <languages>', 'en, fr and zh, joined by commas; English is always among them', 'en')
    .action(async (folder, options) => (await import('./commands/new.ts')).newCommand(folder, options));

  program
    .command('record')
    .description('work in a shell on a practice cluster, and get a workshop of what was done there')
    .argument('<folder>', 'one that is not there yet; its name becomes that of the workshop')
    .action(async (folder) => (await import('./commands/record.ts')).recordCommand(folder));

  program
    .command('watch')
    .description('read and try a workshop again whenever one of its files is saved')
    .argument('<lesson>', 'its name, or the folder it is in')
    .action(async (lesson) => (await import('./commands/watch.ts')).watchCommand(lesson));

  program
    .command('export')
    .description('a workshop as a page to print or to serve, in one file')
    .argument('<lesson>', 'its name, or the folder it is in')
    .option('--format <format>', 'md, or html that needs nothing else', 'md')
    .option('--lang <language>', 'en, fr or zh', 'en')
    .option('-o, --output <file>', 'write it there instead of to standard output')
    .action(async (lesson, options) => (await import('./commands/export.ts')).exportCommand(lesson, options));
}
