import type { ContainerSpec, RestartPolicy } from '../../../engine/containers/api.ts';
import type { Healthcheck } from '../../../node/images/types.ts';
import type { Parsed } from '../args/flags.ts';
import { DaemonError, DockerError } from '../errors.ts';
import { parseMount, parseVolume } from './mounts.ts';
import { parseExpose, parsePublish } from './ports.ts';
import { environment, labels, parseBytes, parseDuration } from './values.ts';

/** As much memory as the real engine gives a container at least. */
const leastMemory = 6 * 1024 * 1024;

/** The container that the options of `docker run` and `docker create` describe. @throws DockerError, DaemonError, FlagError */
export function specFrom(flags: Parsed, image: string, command: string[]): ContainerSpec {
  const network = flags.string('network') ?? flags.string('net') ?? 'bridge';
  const memory = flags.string('memory');
  const bytes = memory === undefined ? 0 : parseBytes(memory, '-m, --memory');
  if (bytes > 0 && bytes < leastMemory) throw new DaemonError(400, 'Minimum memory limit allowed is 6MB');
  const workdir = flags.string('workdir');
  if (workdir !== undefined && !workdir.startsWith('/')) {
    throw new DaemonError(
      400,
      `the working directory '${workdir}' is invalid, it needs to be an absolute path`,
    );
  }
  const restart = restartPolicy(flags.string('restart') ?? 'no');
  if (restart.name !== 'no' && flags.bool('rm'))
    throw new DockerError('conflicting options: cannot specify both --restart and --rm');
  const entrypoint = flags.string('entrypoint');
  const healthcheck = health(flags);
  const stdin = flags.bool('interactive');
  return {
    image,
    ...given('name', flags.string('name')),
    command,
    ...(entrypoint === undefined ? {} : { entrypoint: [entrypoint] }),
    env: environment(flags.list('env'), flags.list('env-file')),
    ...given('workdir', workdir),
    ...given('user', flags.string('user')),
    ...given('hostname', flags.string('hostname')),
    labels: labels(flags.list('label')),
    tty: flags.bool('tty'),
    openStdin: stdin,
    stdinOnce: stdin && !flags.bool('detach'),
    exposed: flags.list('expose').flatMap(parseExpose),
    ports: flags.list('publish').flatMap(parsePublish),
    publishAll: flags.bool('publish-all'),
    mounts: [
      ...flags.list('volume').map(parseVolume),
      ...flags.list('mount').map(parseMount),
      ...flags.list('tmpfs').map((text) => ({
        type: 'tmpfs' as const,
        source: '',
        target: text.split(':')[0] ?? '',
        readOnly: false,
        create: true,
      })),
    ],
    network,
    aliases: flags.list('network-alias').length > 0 ? { [network]: flags.list('network-alias') } : {},
    extraHosts: flags.list('add-host').map(extraHost),
    restart,
    autoRemove: flags.bool('rm'),
    init: flags.bool('init'),
    memory: bytes,
    nanoCpus: Math.round(Number(flags.string('cpus') ?? 0) * 1e9),
    ...given('stopSignal', signalName(flags.string('stop-signal'))),
    ...given('stopTimeout', numberOf(flags.string('stop-timeout'))),
    ...given('healthcheck', healthcheck),
  };
}

function given<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

export function restartPolicy(text: string): RestartPolicy {
  const [name = '', count] = text.split(':');
  if (!['no', 'always', 'unless-stopped', 'on-failure', ''].includes(name))
    throw new DaemonError(
      400,
      `invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    );
  if (count !== undefined && name !== 'on-failure')
    throw new DaemonError(
      400,
      `invalid restart policy: maximum retry count can only be used with 'on-failure'`,
    );
  return { name: (name || 'no') as RestartPolicy['name'], maximum: Number(count ?? 0) };
}

function extraHost(text: string): string {
  if (/^[^:=]+[:=].+$/.test(text)) return text;
  throw new DockerError(`bad format for add-host: "${text}"`);
}

function health(flags: Parsed): Healthcheck | undefined {
  if (flags.bool('no-healthcheck')) return { Test: ['NONE'] };
  const command = flags.string('health-cmd');
  if (command === undefined) return undefined;
  const duration = (name: string) => parseDuration(flags.string(name) ?? '0', `--${name}`);
  return {
    Test: ['CMD-SHELL', command],
    Interval: duration('health-interval'),
    Timeout: duration('health-timeout'),
    StartPeriod: duration('health-start-period'),
    Retries: Number(flags.string('health-retries') ?? 0),
  };
}

const signals: Record<string, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  12: 'SIGUSR2',
  15: 'SIGTERM',
  18: 'SIGCONT',
  19: 'SIGSTOP',
  28: 'SIGWINCH',
};

/** `9`, `KILL`, `sigkill` → `SIGKILL`. @throws DaemonError */
export function signalName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const name = signals[text] ?? `SIG${text.toUpperCase().replace(/^SIG/, '')}`;
  if (!Object.values(signals).includes(name)) throw new DaemonError(400, `Invalid signal: ${text}`);
  return name;
}
