import type { ImageSummary } from '../../../engine/api.ts';
import type { NetworkInfo, VolumeInfo } from '../../../engine/containers/api.ts';
import { option } from '../args/flags.ts';
import type { ComposeCommand } from './command.ts';
import { projectContainers, serviceOf } from './containers.ts';
import { removeContainer } from './converge.ts';
import { dependenciesOf } from './order.ts';
import { createProgress } from './progress.ts';
import { imageOf } from './project.ts';

export const down: ComposeCommand = {
  usage: 'down [OPTIONS] [SERVICES]',
  summary: 'Stop and remove containers, networks',
  options: [
    option('remove-orphans', 'bool', 'Remove containers for services not defined in the Compose file'),
    option(
      'rmi',
      'string',
      'Remove images used by services. "local" remove only images that don\'t have a custom tag ("local"|"all")',
    ),
    option('timeout t', 'int', 'Specify a shutdown timeout in seconds'),
    option(
      'volumes v',
      'bool',
      'Remove named volumes declared in the "volumes" section of the Compose file and anonymous volumes attached to containers',
    ),
  ],
  async run(call) {
    const { flags, args, streams, engine } = call;
    const project = await call.project();
    const timeout = flags.string('timeout');
    const progress = createProgress({ ...call.output, title: 'Running', write: streams.err });
    const wish = { engine, progress, ...(timeout === undefined ? {} : { timeout: Number(timeout) }) };
    const withVolumes = flags.bool('volumes');
    const known = new Set(Object.keys((project.raw.services ?? {}) as object));
    const containers = (await projectContainers(engine, project.name, args, true)).filter(
      (info) => known.has(serviceOf(info)) || flags.bool('remove-orphans'),
    );
    // Those that need others go first.
    let left = containers;
    while (left.length > 0) {
      const needed = new Set(
        project.services
          .filter(({ name }) => left.some((info) => serviceOf(info) === name))
          .flatMap((service) => dependenciesOf(service).map(({ on }) => on)),
      );
      const free = left.filter((info) => !needed.has(serviceOf(info)));
      const due = free.length > 0 ? free : left;
      await Promise.all(due.map((info) => removeContainer(info, wish, withVolumes)));
      left = left.filter((info) => !due.includes(info));
    }
    if (args.length > 0) return 0;
    const rmi = flags.string('rmi');
    if (rmi !== undefined) {
      const tags = new Set((await engine.get<ImageSummary[]>('images')).flatMap((image) => image.tags));
      for (const service of project.services) {
        const name = imageOf(project, service);
        const tag = /:[^/]*$/.test(name) ? name : `${name}:latest`;
        if (!tags.has(tag) || (rmi === 'local' && service.image !== undefined)) continue;
        await progress.during(`Image ${tag}`, 'Removing', 'Removed', () =>
          engine.post('images/remove', { name: tag, force: true }),
        );
      }
    }
    const isOurs = ({ labels }: NetworkInfo | VolumeInfo) =>
      labels['com.docker.compose.project'] === project.name;
    if (withVolumes) {
      for (const { name } of (await engine.get<VolumeInfo[]>('volumes')).filter(isOurs)) {
        await progress.during(`Volume ${name}`, 'Removing', 'Removed', () =>
          engine.post('volumes/remove', { name }),
        );
      }
    }
    for (const { name, containers: users } of (await engine.get<NetworkInfo[]>('networks')).filter(isOurs)) {
      if (users.length > 0) {
        progress.say(`Network ${name}`, 'Resource is still in use');
        continue;
      }
      await progress.during(`Network ${name}`, 'Removing', 'Removed', () =>
        engine.post('networks/remove', { name }),
      );
    }
    return 0;
  },
};
