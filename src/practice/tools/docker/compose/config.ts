import { writeFile } from 'node:fs/promises';
import { option } from '../args/flags.ts';
import { DockerError } from '../errors.ts';
import { canonical } from './canonical.ts';
import type { ComposeCommand } from './command.ts';
import { imageOf, selectServices } from './project.ts';

export const config: ComposeCommand = {
  usage: 'config [OPTIONS] [SERVICE...]',
  summary: 'Parse, resolve and render compose file in canonical format',
  options: [
    option('format', 'string', 'Format the output. Values: [yaml | json] (default "yaml")'),
    option('images', 'bool', 'Print the image names, one per line.'),
    option('output o', 'string', 'Save to file (default to stdout)'),
    option('profiles', 'bool', 'Print the profile names, one per line.'),
    option('quiet q', 'bool', "Only validate the configuration, don't print anything"),
    option('services', 'bool', 'Print the service names, one per line.'),
    option('volumes', 'bool', 'Print the volume names, one per line.'),
  ],
  async run({ flags, args, streams, project: load }) {
    const project = await load();
    const services = selectServices(project, args, true);
    const lines = (names: readonly string[]) => streams.out(names.map((name) => `${name}\n`).join(''));
    if (flags.bool('quiet')) return 0;
    if (flags.bool('services')) lines(services.map(({ name }) => name));
    else if (flags.bool('images')) lines(services.map((service) => imageOf(project, service)));
    else if (flags.bool('volumes')) lines(Object.keys(project.raw.volumes ?? {}));
    else if (flags.bool('profiles')) {
      lines([
        ...new Set(
          services.flatMap(({ raw }) => (Array.isArray(raw.profiles) ? raw.profiles.map(String) : [])),
        ),
      ]);
    } else {
      const model = canonical({ ...project, services });
      const format = flags.string('format') ?? 'yaml';
      if (format !== 'yaml' && format !== 'json')
        throw new DockerError(`unsupported format ${JSON.stringify(format)}`);
      const text =
        format === 'json'
          ? `${JSON.stringify(model, undefined, 2)}\n`
          : (await import('js-yaml')).dump(model, { noRefs: true, lineWidth: -1, quoteStyle: 'double' });
      const file = flags.string('output');
      if (file === undefined) streams.out(text);
      else await writeFile(file, text);
    }
    return 0;
  },
};
