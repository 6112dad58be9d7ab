import { type Ran, ran } from '../../ran.ts';

/** What docker says of the engine that it talks to. */
export interface DockerFacts {
  readonly version: Ran;
  /** Absent where the engine does not answer. */
  readonly engine: Engine | undefined;
  readonly host: string | undefined;
  readonly context: string | undefined;
  /** Where docker's current context leads. */
  readonly endpoint: string | undefined;
  /** The learner has turned docker to the engine in minikube's node, as minikube's documents advise. */
  readonly inMinikube: boolean;
}

export interface Engine {
  readonly version: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly rootDir: string;
  readonly system: string;
  /** Registries that it asks before Docker Hub. */
  readonly mirrors: readonly string[];
  /** Images that it has, as people write them. */
  readonly images: readonly string[];
}

export async function gatherDocker(env: Readonly<NodeJS.ProcessEnv>): Promise<DockerFacts> {
  const [version, info, images, endpoint] = await Promise.all([
    ran('docker', ['version', '--format', '{{json .}}'], env),
    ran('docker', ['info', '--format', '{{json .}}'], env),
    ran('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'], env),
    ran('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], env),
  ]);
  return {
    version,
    engine: engineOf(json(version), json(info), lines(images)),
    host: env.DOCKER_HOST || undefined,
    context: env.DOCKER_CONTEXT || undefined,
    endpoint: env.DOCKER_HOST || lines(endpoint)[0],
    inMinikube: Boolean(env.MINIKUBE_ACTIVE_DOCKERD),
  };
}

interface Version {
  Server?: { Version?: string } | null;
}

interface Info {
  NCPU?: number;
  MemTotal?: number;
  DockerRootDir?: string;
  OperatingSystem?: string;
  RegistryConfig?: { Mirrors?: string[] | null } | null;
}

function engineOf(version: Version, info: Info, images: readonly string[]): Engine | undefined {
  if (!version.Server?.Version) return undefined;
  return {
    version: version.Server.Version,
    cpus: info.NCPU ?? 0,
    memory: info.MemTotal ?? 0,
    rootDir: info.DockerRootDir ?? '',
    system: info.OperatingSystem ?? '',
    mirrors: info.RegistryConfig?.Mirrors ?? [],
    images,
  };
}

function json(answer: Ran): Version & Info {
  if (answer.kind !== 'ended') return {};
  try {
    const value: unknown = JSON.parse(answer.stdout);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function lines(answer: Ran): string[] {
  if (answer.kind !== 'ended' || answer.exit !== 0) return [];
  return answer.stdout.split('\n').filter((line) => line !== '');
}
