import type { Failure, Progress } from '../../../engine/api.ts';
import type { ContainerSpec } from '../../../engine/containers/api.ts';
import type { Streams } from '../../common/streams.ts';
import type { EngineClient } from '../engine-client.ts';
import { DaemonError, DockerError } from '../errors.ts';
import { checkedName } from '../names.ts';
import { showProgress } from '../render/progress.ts';

export interface Creation {
  engine: EngineClient;
  streams: Streams;
  pull: string;
  quiet: boolean;
}

/** Makes a container, its image pulled first where that is missing or asked for. Resolves to its ID. */
export async function createContainer(spec: ContainerSpec, creation: Creation): Promise<string> {
  const { engine, pull } = creation;
  if (!['always', 'missing', 'never'].includes(pull))
    throw new DockerError(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`);
  const create = () => engine.post<{ id: string }>('containers/create', spec);
  if (pull === 'always') await pullFor(spec.image, creation);
  try {
    return (await create()).id;
  } catch (error) {
    const isMissing = error instanceof DaemonError && error.message.startsWith('No such image: ');
    if (!isMissing) throw error;
    const name = /^[0-9a-f]{12,64}$/.test(spec.image) ? spec.image : checkedName(spec.image).familiar;
    if (pull === 'never') throw new DaemonError(404, `No such image: ${name}`);
    if (!creation.quiet) creation.streams.err(`Unable to find image '${name}' locally\n`);
    await pullFor(spec.image, creation);
    return (await create()).id;
  }
}

async function pullFor(name: string, { engine, streams, quiet }: Creation): Promise<void> {
  checkedName(name);
  await showProgress(engine.lines<Progress | Failure>('images/pull', { name, all: false }), {
    write: streams.err,
    terminal: process.stderr.isTTY,
    quiet,
  });
}
