import { EngineError } from '../errors.ts';
import type { EngineContainer } from './container.ts';
import type { Volumes } from './volumes.ts';

/** `docker rm` @throws EngineError 409 while it runs, unless by force */
export async function removeContainer(
  container: EngineContainer,
  volumes: Volumes,
  force: boolean,
  withVolumes: boolean,
): Promise<void> {
  const { name, state, mounts } = container.record;
  const { status } = state;
  if (!force && (status === 'running' || status === 'restarting')) {
    throw new EngineError(
      409,
      `cannot remove container "${name}": container is ${status}: stop the container before removing or force remove`,
    );
  }
  await container.stop(0);
  container.remove();
  if (!withVolumes) return;
  const anonymous = new Set(volumes.list().flatMap((one) => (one.anonymous ? [one.name] : [])));
  for (const mount of mounts) if (anonymous.has(mount.name)) volumes.remove(mount.name);
}
