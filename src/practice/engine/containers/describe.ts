import type { ContainerInfo } from './api.ts';
import type { EngineContainer } from './container.ts';

/** What the engine tells of a container. */
export function describe(container: EngineContainer): ContainerInfo {
  const { record, station, published } = container;
  const { id, name, created, spec, imageId, argv, env, workdir, labels, healthcheck, exposed, mounts } =
    record;
  const networks = Object.fromEntries(
    Object.entries(record.networks).map(([network, aliases]) => [
      network,
      station?.attachments[network] ?? { ip: '', gateway: '', prefix: 0, mac: '', networkId: '', aliases },
    ]),
  );
  return {
    id,
    name,
    created,
    spec,
    imageId,
    argv,
    env,
    workdir,
    labels,
    ...(healthcheck ? { healthcheck } : {}),
    exposed,
    mounts,
    state: record.state,
    restartCount: record.restartCount,
    published,
    networks,
    logPath: container.logFile,
  };
}
