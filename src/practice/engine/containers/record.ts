import type { NamedImage } from '../../node/images/store.ts';
import { defaultPath } from '../../node/runtime/executables.ts';
import { EngineError } from '../errors.ts';
import { type ContainerInfo, type ContainerSpec, type ContainerState, zeroTime } from './api.ts';

export interface MountRecord {
  type: 'bind' | 'volume' | 'tmpfs';
  /** A volume's name. */
  name: string;
  source: string;
  target: string;
  readOnly: boolean;
}

/** A container as it is kept over restarts of the engine: without what it has only while it runs. */
export interface ContainerRecord
  extends Omit<ContainerInfo, 'published' | 'logPath' | 'sizeRw' | 'sizeRootFs' | 'networks'> {
  mounts: MountRecord[];
  /** Aliases by network: what it joins when it starts. */
  networks: Record<string, string[]>;
  /** Stopped by hand: `unless-stopped` does not start it again. */
  stopped: boolean;
}

/** What a container of this image runs. @throws EngineError 400 */
export function makeRecord(
  id: string,
  name: string,
  spec: ContainerSpec,
  { image }: NamedImage,
): Omit<ContainerRecord, 'mounts' | 'networks'> {
  const { config } = image;
  const entry = spec.entrypoint ?? config.Entrypoint ?? [];
  // An entry point of one's own leaves the image's command out.
  const command = spec.command?.length ? spec.command : spec.entrypoint ? [] : (config.Cmd ?? []);
  const argv = [...entry.filter((word) => word !== ''), ...command];
  if (argv.length === 0) throw new EngineError(400, 'no command specified');
  const healthcheck = spec.healthcheck ? { ...config.Healthcheck, ...spec.healthcheck } : config.Healthcheck;
  return {
    id,
    name,
    created: new Date().toISOString(),
    spec,
    imageId: image.id,
    argv,
    env: environment(config.Env ?? [], spec.env),
    workdir: spec.workdir ?? config.WorkingDir ?? '/',
    labels: { ...config.Labels, ...spec.labels },
    ...(healthcheck?.Test?.length && healthcheck.Test[0] !== 'NONE' ? { healthcheck } : {}),
    exposed: [
      ...new Set([
        ...Object.keys(config.ExposedPorts ?? {}),
        ...spec.exposed,
        ...spec.ports.map(({ port, protocol }) => `${port}/${protocol}`),
      ]),
    ].toSorted(),
    state: freshState(),
    restartCount: 0,
    stopped: false,
  };
}

/** The container's own first, then what of the image's they do not replace. */
function environment(ofImage: readonly string[], own: readonly string[]): string[] {
  const nameOf = (entry: string) => entry.split('=')[0] ?? '';
  const set = own.filter((entry) => entry.includes('='));
  const mentioned = new Set(own.map(nameOf));
  const latest = set.filter(
    (entry, index) => set.findLastIndex((one) => nameOf(one) === nameOf(entry)) === index,
  );
  const all = [...latest, ...ofImage.filter((entry) => !mentioned.has(nameOf(entry)))];
  return all.some((entry) => entry.startsWith('PATH=')) ? all : [...all, `PATH=${defaultPath}`];
}

export function freshState(): ContainerState {
  return {
    status: 'created',
    exitCode: 0,
    error: '',
    oomKilled: false,
    startedAt: zeroTime,
    finishedAt: zeroTime,
  };
}
