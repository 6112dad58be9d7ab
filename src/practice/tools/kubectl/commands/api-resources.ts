import { Tabwriter } from '../../common/tabwriter.ts';
import { groupVersion, qualified, type Resource } from '../api/discovery.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';

export const apiResources: Command = {
  usage: 'api-resources [flags]',
  summary: 'Print the supported API resources on the server',
  flags: [
    flag('api-group', 'string', 'those of this group'),
    flag('cached', 'bool'),
    flag('categories', 'list', 'those of these categories'),
    flag('namespaced', 'bool', 'those in namespaces; false: those of the cluster', 'true'),
    flag('no-headers', 'bool', 'without the line of headers'),
    flag('output o', 'string', 'wide or name'),
    flag('sort-by', 'string', 'name or kind'),
    flag('verbs', 'list', 'those with all of these verbs'),
  ],
  run: list,
};

async function list({ session, flags, args }: Call): Promise<void> {
  if (args.length > 0)
    throw new KubectlError(
      `error: unexpected arguments: [${args.join(' ')}]\nSee 'kubectl api-resources -h' for help and examples`,
    );
  const output = flags.string('output');
  if (!['', 'wide', 'name'].includes(output))
    throw new KubectlError(`error: --output ${output} is not available`);
  const sortBy = flags.string('sort-by');
  if (!['', 'name', 'kind'].includes(sortBy)) {
    throw new KubectlError('error: --sort-by accepts only name or kind');
  }
  const wanted = (await session.discovery.preferred()).filter(
    (resource) =>
      resource.verbs.length > 0 &&
      (!flags.changed('api-group') || resource.group === flags.string('api-group')) &&
      (!flags.changed('namespaced') || resource.namespaced === flags.bool('namespaced')) &&
      flags.list('verbs').every((verb) => resource.verbs.includes(verb)) &&
      flags.list('categories').every((category) => resource.categories.includes(category)),
  );
  wanted.sort((a, b) => compare(a, b, sortBy));
  if (output === 'name') {
    session.out(wanted.map((resource) => `${qualified(resource)}\n`).join(''));
    return;
  }
  const wide = output === 'wide';
  const lines = wanted.map((resource) => row(resource, wide));
  if (!flags.bool('no-headers')) {
    lines.unshift([
      'NAME',
      'SHORTNAMES',
      'APIVERSION',
      'NAMESPACED',
      'KIND',
      ...(wide ? ['VERBS', 'CATEGORIES'] : []),
    ]);
  }
  const text = lines.map((line) => `${line.join('\t')}\n`).join('');
  session.out(new Tabwriter({ minWidth: 6, padding: 3 }).format(text));
}

function row(resource: Resource, wide: boolean): string[] {
  const { name, shortNames, namespaced, kind, verbs, categories } = resource;
  return [
    name,
    shortNames.join(','),
    groupVersion(resource),
    String(namespaced),
    kind,
    ...(wide ? [verbs.join(','), categories.join(',')] : []),
  ];
}

function compare(a: Resource, b: Resource, by: string): number {
  const order = (left: string, right: string) => (left === right ? 0 : left < right ? -1 : 1);
  if (by === 'name') return order(a.name, b.name);
  if (by === 'kind') return order(a.kind, b.kind);
  return order(a.group, b.group) || order(a.name, b.name);
}
