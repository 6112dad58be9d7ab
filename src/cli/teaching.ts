import type { Command } from 'commander';

/** The commands of those who teach a class. */
export function teachingCommands(program: Command): void {
  program
    .command('report')
    .description('what a class did in a room: which steps to mend, and how far each learner came')
    .argument('[room]', 'its name; without one, the rooms that there are')
    .option(
      '--format <format>',
      'text, md, csv (of the steps), csv-learners, json, or html with plots',
      'text',
    )
    .option('--lang <language>', 'en, fr or zh')
    .option('-o, --output <file>', 'write it there instead of to standard output')
    .action(async (room, _, command: Command) =>
      (await import('./commands/report.ts')).reportCommand(room, command.optsWithGlobals()),
    );

  program
    .command('rooms')
    .description('the rooms that are kept on this machine, or in the database of DATABASE_URL')
    .action(async () => (await import('./commands/rooms.ts')).roomsCommand())
    .command('delete')
    .description('delete a room, with the names of its learners and all that was heard in it')
    .argument('<room>', 'its name, as pilotage rooms lists it')
    .option('--yes', 'without asking')
    .action(async (name, options) =>
      (await import('./commands/rooms-delete.ts')).roomsDeleteCommand(name, options),
    );
}
