import { Command, CommanderError } from 'commander';
import { PilotageError, UsageError } from '../base/errors.ts';
import { FindingsError } from '../lesson/lesson-error.ts';
import { authorCommands } from './authoring.ts';
import { packCommands } from './packing.ts';
import { teachingCommands } from './teaching.ts';
import { isTerminal } from './terminal.ts';
import { version } from './version.ts';

const clusters = 'practice, minikube (or minikube:PROFILE), or context:NAME of your kubeconfig';

/** Runs one command line and sets the exit code of the process. */
export async function main(args: string[]): Promise<void> {
  const program = createProgram();
  // A write that a limit of the file size refuses says so itself; packages would take the signal as the end.
  process.on('SIGXFSZ', () => {});
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function createProgram(): Command {
  const program = new Command('pilotage')
    .description('Kubernetes workshops in your terminal: each step explained, run for real, and checked.')
    .version(version, '-V, --version')
    .showHelpAfterError('Run pilotage --help to see what there is.')
    .enablePositionalOptions()
    .helpCommand(true)
    .exitOverride();

  screenOptions(program);
  program.allowExcessArguments().action(async (options, { args: [unknown] }: Command) => {
    if (unknown !== undefined) {
      throw new UsageError(
        `There is no command "${unknown}".`,
        'pilotage --help lists those that there are.',
      );
    }
    if (!isTerminal()) return void process.stdout.write(program.helpInformation());
    const { menuCommand } = await import('./commands/menu.ts');
    await menuCommand(options);
  });

  screenOptions(program.command('start'))
    .description('go through a workshop')
    .argument('[lesson]', 'its name, or the folder it is in', 'dockercoins')
    .option('--yes-really <context>', 'use this context although it is not known to be on this machine')
    .option('--at <step>', 'go to this step; what is before it runs first, once you have agreed')
    .action(async (lesson, _, command: Command) => {
      const { startCommand } = await import('./commands/start.ts');
      await startCommand(lesson, command.optsWithGlobals());
    });

  program
    .command('lead')
    .description('open a room for a class: learners join it, and you see where each of them is')
    .argument('[lesson]', 'its name, or the folder it is in', 'dockercoins')
    .option('--host <address>', 'listen there alone', '0.0.0.0')
    .option('--port <number>', 'listen on this port', '8417')
    .option('--tls-cert <file>', 'speak HTTPS with this certificate, in PEM, and those that it rests on')
    .option('--tls-key <file>', 'its private key')
    .option('--public-url <url>', 'where learners find it, if a proxy stands before it')
    .option('--behind-proxy', "believe the proxy's X-Forwarded-For and X-Forwarded-Host")
    .option('--room <room>', 'go on with this room')
    .option('--keep <days>', 'forget rooms in which nothing happened for so long', '90')
    .option('--headless', 'no screen: for a server, whose room is led from its page')
    .option('--lang <language>', 'en, fr or zh')
    .action(async (lesson, options) => (await import('./commands/lead.ts')).leadCommand(lesson, options));

  screenOptions(program.command('join'))
    .description("go through a workshop in an instructor's room, together with everybody there")
    .argument('<room>', 'its address, or its join code')
    .option('--name <name>', 'what the instructor calls you')
    .option('--server <url>', 'where the room is, if only its code is given')
    .option('--lesson <folder>', 'the folder of its workshop, if that is not one of those that ship')
    .option('--yes-really <context>', 'use this context although it is not known to be on this machine')
    .action(async (room, _, command: Command) => {
      const { joinCommand } = await import('./commands/join.ts');
      await joinCommand(room, command.optsWithGlobals());
    });

  screenOptions(program.command('config'))
    .description('the configuration file, and the values that are in force')
    .action(async (_, command: Command) =>
      (await import('./commands/config.ts')).configCommand(command.optsWithGlobals()),
    );

  program
    .command('list')
    .description('the workshops that there are')
    .action(async () => (await import('./commands/list.ts')).listCommand());

  program
    .command('status')
    .description('how far your runs are')
    .action(async () => (await import('./commands/status.ts')).statusCommand());

  program
    .command('reset')
    .description('forget a run, and take back what it did to its cluster')
    .argument('[lesson]', 'only the runs of this workshop')
    .option('--yes', 'remove without asking what the preview lists')
    .option('--keep-cluster', 'only forget the run, and leave its cluster as it is')
    .option('--yes-really <context>', 'go to this context although it is not known to be on this machine')
    .action(async (lesson, options) => (await import('./commands/reset.ts')).resetCommand(lesson, options));

  program
    .command('transcript')
    .description('what happened in a run, with secrets masked')
    .argument(
      '[run]',
      'a workshop, its folder, or a run such as dockercoins@practice; the last one unless told',
    )
    .option('--format <format>', 'md, or asciicast to play with asciinema', 'md')
    .option('-o, --output <file>', 'write it there instead of to standard output')
    .action(async (run, options) =>
      (await import('./commands/transcript.ts')).transcriptCommand(run, options),
    );

  program
    .command('doctor')
    .description('what is missing on this machine for a workshop, and the command that installs it')
    .argument('[lesson]', 'its name, or the folder it is in', 'dockercoins')
    .option('--cluster <cluster>', clusters)
    .option('--mirror <address>', 'a registry on the local network to pull from, as pack --serve offers it')
    .option('--lang <language>', 'en, fr or zh')
    .option('--json', 'for machines')
    .action(async (lesson, _, command: Command) =>
      (await import('./commands/doctor.ts')).doctorCommand(lesson, command.optsWithGlobals()),
    );

  packCommands(program);

  program
    .command('validate')
    .description('run workshops without a learner, and prove that every step works')
    .argument(
      '[paths...]',
      'folders with a lesson.yaml, or folders of such folders; those that ship unless told',
    )
    .option('--cluster <cluster>', clusters, 'practice')
    .option('--yes-really <context>', 'use this context although it is not known to be on this machine')
    .option(
      '--report <format>',
      'text, json, junit, tap, github or markdown, to standard output or =FILE; repeatable',
      collect,
      [],
    )
    .option('--steps <range>', 'prove these alone, A..B, A.. or ..B; those before them are only run')
    .option('--jobs <number>', 'so many lessons at once, each on a practice cluster of its own', '1')
    .option('--bail', 'begin no other lesson after one that failed')
    .option('--shard <i/n>', 'only the i-th of n parts that take about as long, for a machine each')
    .option('--durations <file>', 'an earlier --report json=FILE, to split by; repeatable', collect, [])
    .option('--on-kubernetes <context>', 'in pods of this cluster of your kubeconfig, a shard each')
    .option('--image <image>', 'what these pods run: pilotage, as its Dockerfile makes it')
    .option('--shards <number>', 'so many of these pods at the most', '2')
    .option('--mutate', 'make small mistakes in them instead, and say which of them nothing notices')
    .action(async (paths, options) =>
      (await import('./commands/validate.ts')).validateCommand(paths, options),
    );

  program
    .command('lint')
    .description('read workshops without running them, and say what is wrong with them')
    .argument(
      '[paths...]',
      'folders with a lesson.yaml, or folders of such folders; those that ship unless told',
    )
    .option(
      '--report <format>',
      'text, json, sarif or github, to standard output or =FILE; repeatable',
      collect,
      [],
    )
    .option('--fix', 'mend what needs no thought')
    .option('--explain <rule>', 'say what a rule is about, and why')
    .action(async (paths, options) => (await import('./commands/lint.ts')).lintCommand(paths, options));

  authorCommands(program);
  teachingCommands(program);

  program
    .command('import')
    .description('make a lesson of a deck for remark, an article in Markdown, or a scenario of Killercoda')
    .argument('<source>', 'the deck or the article, or the folder of the scenario')
    .option('--lang <language>', 'en, fr or zh: what it is written in; guessed unless told')
    .option('--out <dir>', 'where the lesson goes; a new folder, named after its title unless told')
    .option('--report <format>', 'text or json, to standard output or =FILE; repeatable', collect, [])
    .action(async (source, options) => (await import('./commands/import.ts')).importCommand(source, options));

  program
    .command('practice')
    .description('a shell, or one command, with the practice cluster and its tools on PATH')
    .argument('[command...]', 'after --')
    .passThroughOptions()
    .action(async (command) => (await import('./commands/practice.ts')).practiceCommand(command));

  return program;
}

/** The options of what shows a workshop. What they are unless told, the config file and the environment can say. */
function screenOptions(command: Command): Command {
  return command
    .option('--cluster <cluster>', clusters)
    .option('--lang <language>', 'en, fr or zh')
    .option(
      '--theme <theme>',
      'auto, dark, light, high-contrast, colour-blind, and the last two with -dark or -light',
    )
    .option('--pace <pace>', 'manual, or how long a step stays once it is done, such as 5s')
    .option('--plain', 'lines of text instead of a screen: for pipes, braille displays and dumb terminals')
    .option('--screen-reader', 'a screen that reads well aloud');
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** Says what went wrong to the person in front of the terminal. @returns the exit code */
function report(error: unknown): number {
  // Commander has already said it, and shown help where it was asked for.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? 0 : new UsageError(error.message).exitCode;
  if (error instanceof PilotageError) {
    // Each finding of a broken file begins with its place, as editors and CI systems expect.
    const name = error instanceof FindingsError ? '' : 'pilotage: ';
    process.stderr.write(`${name}${error.message}\n${error.next ? `${error.next}\n` : ''}`);
    if (process.env.DEBUG === 'pilotage') process.stderr.write(`${error.stack}\n`);
    return error.exitCode;
  }
  process.stderr.write(`pilotage: ${error instanceof Error ? error.message : error}\n`);
  process.stderr.write('This is a defect of pilotage. DEBUG=pilotage shows where; please report it.\n');
  if (process.env.DEBUG === 'pilotage' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}
