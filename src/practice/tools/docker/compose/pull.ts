import type { Failure, Progress } from '../../../engine/api.ts';
import { option } from '../args/flags.ts';
import { DaemonError, DockerError } from '../errors.ts';
import type { ComposeCommand } from './command.ts';
import { imageOf, selectServices } from './project.ts';

/** What compose ends with when an image cannot be pulled. */
const pullFailed = 18;

export const pull: ComposeCommand = {
  usage: 'pull [OPTIONS] [SERVICE...]',
  summary: 'Pull service images',
  options: [
    option('ignore-buildable', 'bool', 'Ignore images that can be built'),
    option('ignore-pull-failures', 'bool', 'Pull what it can and ignores images with pull failures'),
    option('include-deps', 'bool', 'Also pull services declared as dependencies'),
    option('quiet q', 'bool', 'Pull without printing progress information'),
  ],
  async run({ flags, args, streams, engine, project: load }) {
    const project = await load();
    const quiet = flags.bool('quiet');
    const say = (text: string) => {
      if (!quiet) streams.err(text);
    };
    for (const service of selectServices(project, args, flags.bool('include-deps'))) {
      if (service.build && (service.image === undefined || flags.bool('ignore-buildable'))) {
        say(` ${service.name} Skipped - No image to be pulled \n`);
        continue;
      }
      say(` ${service.name} Pulling \n`);
      const error = await pullImage(
        engine.lines('images/pull', { name: imageOf(project, service), all: false }),
      );
      if (error === undefined) say(` ${service.name} Pulled \n`);
      else {
        say(` ${service.name} Error ${error} \n`);
        if (!flags.bool('ignore-pull-failures'))
          throw new DockerError(`Error response from daemon: ${error}`, pullFailed);
      }
    }
    return 0;
  },
};

/** What went wrong, if anything did. */
async function pullImage(lines: AsyncIterable<Progress | Failure>): Promise<string | undefined> {
  try {
    for await (const line of lines) if ('error' in line) return line.error;
    return undefined;
  } catch (error) {
    if (error instanceof DaemonError) return error.message;
    throw error;
  }
}
