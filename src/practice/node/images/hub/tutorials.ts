import type { ImageConfig } from '../types.ts';
import { type ImageSpec, systemPath } from './image-spec.ts';
import { busyboxLayer, debianLayer, type LayerSpec, program } from './layers.ts';
import { currentAlpine } from './systems.ts';

/** Images of one program that the tutorials of Kubernetes, minikube and cloud providers deploy. */
interface Tutorial {
  repository: string;
  tags: readonly string[];
  /** The command of the image, and the program that it stands for. */
  command: readonly [file: string, program: string];
  args?: readonly string[];
  port?: number;
  env?: readonly string[];
  base?: LayerSpec;
  size: number;
}

const tutorials: readonly Tutorial[] = [
  {
    repository: 'kicbase/echo-server',
    tags: ['1.0', 'latest'],
    command: ['/bin/echo-server', 'echo-server'],
    port: 8080,
    env: ['PORT=8080'],
    size: 4_944_818,
  },
  {
    repository: 'jmalloc/echo-server',
    tags: ['latest', 'v0.3.7', '0.3.7'],
    command: ['/bin/echo-server', 'echo-server'],
    port: 8080,
    env: ['PORT=8080'],
    size: 9_950_000,
  },
  ...['registry.k8s.io/echoserver', 'k8s.gcr.io/echoserver', 'gcr.io/google_containers/echoserver'].map(
    (repository): Tutorial => ({
      repository,
      tags: ['1.4', '1.8', '1.10'],
      command: ['/usr/local/bin/run.sh', 'echo-headers'],
      port: 8080,
      size: 140_000_000,
      base: debianLayer,
    }),
  ),
  ...['1.0', '2.0'].flatMap((version) =>
    ['gcr.io/google-samples/hello-app', 'us-docker.pkg.dev/google-samples/containers/gke/hello-app'].map(
      (repository): Tutorial => ({
        repository,
        tags: [version],
        command: ['/hello-app', 'hello-app'],
        port: 8080,
        env: [`HELLO_VERSION=${version}.0`],
        size: 27_000_000,
      }),
    ),
  ),
  {
    repository: 'gcr.io/google-samples/kubernetes-bootcamp',
    tags: ['v1'],
    command: ['/usr/local/bin/server', 'kubernetes-bootcamp'],
    port: 8080,
    env: ['BOOTCAMP_VERSION=1'],
    size: 211_000_000,
    base: debianLayer,
  },
  {
    repository: 'jocatalin/kubernetes-bootcamp',
    tags: ['v2'],
    command: ['/usr/local/bin/server', 'kubernetes-bootcamp'],
    port: 8080,
    env: ['BOOTCAMP_VERSION=2'],
    size: 211_000_000,
    base: debianLayer,
  },
  {
    repository: 'gcr.io/google-samples/node-hello',
    tags: ['1.0'],
    command: ['/usr/local/bin/server', 'node-hello'],
    port: 8080,
    size: 660_000_000,
    base: debianLayer,
  },
  {
    repository: 'nginxdemos/hello',
    tags: ['latest', '0.4'],
    command: ['/usr/sbin/nginx', 'nginx-hello-page'],
    port: 80,
    base: currentAlpine,
    size: 8_000_000,
  },
  {
    repository: 'nginxdemos/hello',
    tags: ['plain-text', '0.4-plain-text'],
    command: ['/usr/sbin/nginx', 'nginx-hello'],
    port: 80,
    base: currentAlpine,
    size: 8_000_000,
  },
  ...['registry.k8s.io/hpa-example', 'k8s.gcr.io/hpa-example'].map(
    (repository): Tutorial => ({
      repository,
      tags: ['latest'],
      command: ['/usr/local/bin/apache2', 'hpa-example'],
      port: 80,
      base: debianLayer,
      size: 481_000_000,
    }),
  ),
  ...['registry.k8s.io/e2e-test-images/agnhost', 'k8s.gcr.io/e2e-test-images/agnhost'].map(
    (repository): Tutorial => ({
      repository,
      tags: ['2.39', '2.40', '2.43', '2.45', '2.47', '2.53'],
      command: ['/agnhost', 'agnhost'],
      args: ['pause'],
      base: currentAlpine,
      size: 130_000_000,
    }),
  ),
  ...['registry.k8s.io/pause', 'k8s.gcr.io/pause', 'gcr.io/google_containers/pause'].map(
    (repository): Tutorial => ({
      repository,
      tags: ['3.10', '3.9', '3.8', '3.7', '3.6', '3.5', '3.4.1', '3.2', '3.1', '2.0', 'latest'],
      command: ['/pause', 'pause'],
      size: 736_000,
    }),
  ),
  {
    repository: 'library/perl',
    tags: ['latest', '5', '5.42', '5.42.0', '5.40', '5.38', '5.36', '5.34', '5.34.0'],
    command: ['/usr/local/bin/perl', 'perl'],
    base: debianLayer,
    size: 900_000_000,
  },
];

/** Systems under the names that tutorials give them outside docker.io. */
const copies: readonly ImageSpec[] = [
  'registry.k8s.io/busybox',
  'registry.k8s.io/e2e-test-images/busybox',
  'k8s.gcr.io/busybox',
  'gcr.io/google-containers/busybox',
  'gcr.io/google_containers/busybox',
].map((repository) => ({
  repository,
  tags: ['latest', '1.24', '1.27', '1.27.2', '1.28', '1.29', '1.29-4', '1.36.1-1'],
  created: '2021-05-01T00:00:00Z',
  config: { Env: [systemPath], Cmd: ['sh'] },
  layers: [busyboxLayer],
}));

function specOf({ repository, tags, command, args, port, env = [], base, size }: Tutorial): ImageSpec {
  const [file, name] = command;
  const config: ImageConfig = {
    Env: [systemPath, ...env],
    Entrypoint: [file],
    ...(args ? { Cmd: [...args] } : {}),
    ...(port === undefined ? {} : { ExposedPorts: { [`${port}/tcp`]: {} } }),
    WorkingDir: '/',
  };
  const own: LayerSpec = {
    advertised: size,
    createdBy: `COPY ${name} ${file} # buildkit`,
    files: { [file.slice(1)]: program(name) },
  };
  return {
    repository,
    tags,
    created: '2023-04-01T00:00:00Z',
    config,
    layers: base ? [base, own] : [own],
  };
}

export const tutorialImages: readonly ImageSpec[] = [...tutorials.map(specOf), ...copies];
