import type { Failure, Progress } from '../../../engine/api.ts';
import type { Streams } from '../../common/streams.ts';
import { option } from '../args/flags.ts';
import type { EngineClient } from '../engine-client.ts';
import { DockerError } from '../errors.ts';
import type { ComposeCommand } from './command.ts';
import { imageOf, type Project, type Service, selectServices } from './project.ts';

export const push: ComposeCommand = {
  usage: 'push [OPTIONS] [SERVICE...]',
  summary: 'Push service images',
  options: [
    option('ignore-push-failures', 'bool', 'Push what it can and ignores images with push failures'),
    option('include-deps', 'bool', 'Also push images of services declared as dependencies'),
    option('quiet q', 'bool', 'Push without printing progress information'),
  ],
  async run({ flags, args, streams, engine, project: load }) {
    const project = await load();
    const services = selectServices(project, args, flags.bool('include-deps'));
    await pushServices(project, services, {
      streams,
      engine,
      quiet: flags.bool('quiet'),
      ignoreFailures: flags.bool('ignore-push-failures'),
    });
    return 0;
  },
};

interface PushOptions {
  streams: Streams;
  engine: EngineClient;
  quiet: boolean;
  ignoreFailures: boolean;
}

/** Pushes the images that compose builds; what it only uses is somebody else's to push. @throws DockerError */
export async function pushServices(
  project: Project,
  services: readonly Service[],
  options: PushOptions,
): Promise<void> {
  const { streams, engine, quiet, ignoreFailures } = options;
  const say = (text: string) => {
    if (!quiet) streams.err(text);
  };
  for (const service of services.filter((one) => !one.build)) say(` ${service.name} Skipped \n`);
  for (const service of services.filter((one) => one.build)) {
    const name = imageOf(project, service);
    for await (const line of engine.lines<Progress | Failure>('images/push', { name, all: false })) {
      if ('error' in line) {
        if (!ignoreFailures) throw new DockerError(line.error);
        streams.err(`${line.error}\n`);
      } else if (line.id !== undefined && line.id !== '') {
        say(` Pushing ${name}: ${line.id} ${line.status} \n`);
      }
    }
    say(` ${service.name} Pushed \n`);
  }
}
