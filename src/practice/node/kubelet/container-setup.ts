import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Container, Pod } from '../../objects.ts';
import { parseQuantity } from '../../quantity.ts';
import type { Image } from '../images/types.ts';
import { searchDomains } from '../network/names.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import { commandLine, imageEnvironment } from '../runtime/command.ts';
import type { ContainerOptions } from '../runtime/container.ts';
import { type ContainerPaths, createContainerPaths, type ReadOnlyRoot } from '../runtime/container-paths.ts';
import { defaultPath } from '../runtime/executables.ts';
import type { KubeletContext } from './context.ts';
import { containerEnvironment } from './environment.ts';
import { checkUser, userOf } from './security.ts';
import { defaultMessagePath, prepareTerminationMessage } from './termination-message.ts';
import type { PodVolumes } from './volumes.ts';

export interface SetupOptions {
  context: KubeletContext;
  pod: Pod;
  spec: Container;
  image: Image;
  network: PodNetwork;
  volumes: PodVolumes;
  /** Take up the files that it had before the node went down. */
  keep: boolean;
}

export interface Setup {
  readonly container: Omit<ContainerOptions, 'output'>;
  /** The file of this machine into which it may write why it ends. */
  readonly lastWords: string;
}

/** Everything that the runtime needs to start a container of a pod. @throws ConfigError */
export async function prepareContainer(options: SetupOptions): Promise<Setup> {
  const { context, pod, spec, image, network, volumes, keep } = options;
  checkUser(pod, spec, image);
  const given = containerEnvironment(context.store, pod, spec, imageEnvironment(image.config));
  const root = await context.folders.root(pod.metadata.uid, spec.name, image, keep);
  const user = userOf(pod, spec, image, createContainerPaths(root));
  const env = { PATH: defaultPath, HOME: user.home, ...given };
  const paths = createContainerPaths(root, volumes.mountsOf(spec, env, root), readOnlyRoot(spec));
  writeNetworkFiles(paths, network);
  const limit = spec.resources?.limits?.memory;
  const cwd = path.posix.resolve('/', spec.workingDir ?? image.config.WorkingDir ?? '/');
  mkdirSync(paths.toHost(cwd), { recursive: true });
  const lastWords = prepareTerminationMessage(spec, paths);
  const container = {
    paths,
    argv: commandLine(image.config, spec, env),
    env,
    cwd,
    user,
    tty: spec.tty ?? false,
    stdin: spec.stdin ? (spec.stdinOnce ? ('once' as const) : ('kept' as const)) : ('none' as const),
    network: network.container(),
    clock: context.clock,
    launcher: context.launcher,
    memoryLimit: limit === undefined ? undefined : parseQuantity(limit),
  };
  return { container, lastWords };
}

/** What a node mounts of its own stays writable. */
function readOnlyRoot({ securityContext, terminationMessagePath }: Container): ReadOnlyRoot | undefined {
  if (securityContext?.readOnlyRootFilesystem !== true) return undefined;
  return { besides: ['/dev', '/etc/hosts', terminationMessagePath ?? defaultMessagePath] };
}

function writeNetworkFiles(paths: ContainerPaths, { ip, hostname, namespace }: PodNetwork): void {
  mkdirSync(paths.toHost('/etc'), { recursive: true });
  const files = {
    hostname: `${hostname}\n`,
    hosts: `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n${ip}\t${hostname}\n`,
    'resolv.conf': `nameserver 10.96.0.10\nsearch ${searchDomains(namespace).join(' ')}\noptions ndots:5\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(paths.toHost(`/etc/${name}`), text);
}
