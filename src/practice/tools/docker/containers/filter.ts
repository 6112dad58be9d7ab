import type { ContainerInfo } from '../../../engine/containers/api.ts';
import { DaemonError, DockerError } from '../errors.ts';

type Test = (info: ContainerInfo, value: string, all: readonly ContainerInfo[]) => boolean;

const states = ['created', 'restarting', 'running', 'removing', 'paused', 'exited', 'dead'];

const tests: Readonly<Record<string, Test>> = {
  id: ({ id }, value) => id.startsWith(value),
  name: ({ name }, value) => new RegExp(value.replace(/^\^?\//, '^')).test(name),
  label: ({ labels }, value) => {
    const equals = value.indexOf('=');
    return equals < 0 ? value in labels : labels[value.slice(0, equals)] === value.slice(equals + 1);
  },
  status: ({ state }, value) => state.status === value,
  exited: ({ state }, value) => state.status === 'exited' && state.exitCode === Number(value),
  ancestor: ({ spec, imageId }, value) =>
    withTag(spec.image) === withTag(value) ||
    imageId.replace('sha256:', '').startsWith(value.replace('sha256:', '')),
  network: ({ networks }, value) =>
    Object.entries(networks).some(
      ([name, { networkId }]) => name === value || (value.length > 11 && networkId.startsWith(value)),
    ),
  volume: ({ mounts }, value) => mounts.some(({ name, target }) => name === value || target === value),
  health: ({ state }, value) => (state.health?.status ?? 'none') === value,
  publish: ({ published }, value) =>
    published.some(({ hostPort }) => hostPort === Number.parseInt(value, 10)),
  expose: ({ exposed }, value) =>
    exposed.some((port) => Number.parseInt(port, 10) === Number.parseInt(value, 10)),
  before: ({ created }, value, all) => created < named(all, value).created,
  since: ({ created }, value, all) => created > named(all, value).created,
};

/**
 * What `--filter` lets through: for each name, one of its values must fit; of labels, all.
 * @throws DockerError, DaemonError
 */
export function containerFilter(
  filters: readonly string[],
): (info: ContainerInfo, all: readonly ContainerInfo[]) => boolean {
  const wanted = new Map<string, string[]>();
  for (const filter of filters) {
    const equals = filter.indexOf('=');
    if (equals < 0) throw new DockerError('bad format of filter (expected name=value)');
    const [name, value] = [filter.slice(0, equals), filter.slice(equals + 1)];
    if (!Object.hasOwn(tests, name)) throw new DaemonError(400, `invalid filter '${name}'`);
    if (name === 'status' && !states.includes(value))
      throw new DaemonError(400, `invalid filter 'status=${value}'`);
    wanted.set(name, [...(wanted.get(name) ?? []), value]);
  }
  return (info, all) =>
    [...wanted].every(([name, values]) => {
      const test = (value: string) => tests[name]?.(info, value, all) ?? false;
      return name === 'label' ? values.every(test) : values.some(test);
    });
}

function withTag(image: string): string {
  return /:[^/]*$/.test(image) ? image : `${image}:latest`;
}

function named(all: readonly ContainerInfo[], text: string): ContainerInfo {
  const found = all.find(({ name, id }) => name === text || id.startsWith(text));
  if (!found) throw new DaemonError(404, `No such container: ${text}`);
  return found;
}
