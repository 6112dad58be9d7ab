import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { canonicalName, type Image, parseImage } from '../../../lesson/images/reference.ts';
import { ran } from '../../ran.ts';
import type { Subject } from '../subject.ts';
import { contextOf, usesDocker } from '../subject.ts';
import type { Engine } from './docker.ts';
import { askRegistry, type PullAnswer } from './registry.ts';

/** A registry on the local network that has the lesson's images, and who has to be told of it. */
export interface MirrorFacts {
  readonly address: string;
  readonly answers: readonly { readonly image: Image; readonly answer: PullAnswer }[];
  readonly users: readonly MirrorUser[];
}

/** What pulls the lesson's images, and whether it asks the mirror first. */
export type MirrorUser = { readonly asksIt: boolean } & (
  | { readonly kind: 'docker'; readonly engine: Engine; readonly endpoint: string | undefined }
  | { readonly kind: 'minikube'; readonly profile: string; readonly isMade: boolean }
  | { readonly kind: 'kind'; readonly cluster: string }
  | { readonly kind: 'k3d'; readonly cluster: string }
  /** Nodes of which it is not known how they are told. */
  | { readonly kind: 'nodes'; readonly context: string }
);

/** Milliseconds for all images together. */
const patience = 12_000;

export async function gatherMirror(
  { address, isKept }: NonNullable<Subject['mirror']>,
  subject: Subject,
  docker: { readonly engine: Engine | undefined; readonly endpoint: string | undefined } | undefined,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<MirrorFacts> {
  const signal = AbortSignal.timeout(patience);
  const images = subject.uses.images.map(parseImage).filter((image) => image !== undefined);
  const [answers, node] = await Promise.all([
    Promise.all(
      images.map(async (image) => {
        // Those of other registries are below their registry's name, so that none passes for another.
        const repository =
          image.registry === 'docker.io' ? image.repository : `${image.registry}/${image.repository}`;
        return { image, answer: await askRegistry(address, { ...image, repository }, env, signal) };
      }),
    ),
    nodeUser(address, isKept, subject, docker?.engine, env),
  ]);
  const users: MirrorUser[] = node ? [node] : [];
  if (docker?.engine && usesDocker(subject) && subject.cluster.kind === 'context') {
    users.push({ kind: 'docker', ...docker, engine: docker.engine, asksIt: asks(docker.engine, address) });
  }
  return { address, answers, users };
}

/** Whether an image is one that the mirror has. */
export function isInMirror({ answers }: MirrorFacts, image: Image): boolean {
  return answers.some(
    (one) => one.answer.kind === 'there' && canonicalName(one.image) === canonicalName(image),
  );
}

/** Clusters whose nodes take their images from the learner's engine: it is enough to tell that. */
const onEngine = /^(docker-desktop|rancher-desktop|colima.*)$/;

async function nodeUser(
  address: string,
  isKept: boolean,
  { cluster }: Subject,
  engine: Engine | undefined,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<MirrorUser | undefined> {
  const context = contextOf(cluster) ?? '';
  const minikube = await minikubeMirrors(context, env);
  if (cluster.kind === 'minikube' || minikube) {
    // A run hands on a mirror that is configured to the node that it starts.
    const asksIt = minikube ? minikube.includes(address) : isKept || env.MINIKUBE_REGISTRY_MIRROR === address;
    return { kind: 'minikube', profile: context, isMade: minikube !== undefined, asksIt };
  }
  const [, tool, name = ''] = /^(kind|k3d)-(.+)$/.exec(context) ?? [];
  if (tool === 'kind') {
    const asksIt = await mentions(address, `${name}-control-plane`, hostsFile, env);
    return { kind: 'kind', cluster: name, asksIt };
  }
  if (tool === 'k3d') {
    const asksIt = await mentions(address, `k3d-${name}-server-0`, registriesFile, env);
    return { kind: 'k3d', cluster: name, asksIt };
  }
  if (engine && onEngine.test(context)) return undefined;
  return { kind: 'nodes', context, asksIt: false };
}

/** Where containerd, in kind's nodes, reads what to ask instead of Docker Hub. */
export const hostsFile = '/etc/containerd/certs.d/docker.io/hosts.toml';
/** The same for k3s, in k3d's nodes. */
export const registriesFile = '/etc/rancher/k3s/registries.yaml';

/** The mirrors of a minikube profile; undefined where there is no such profile. */
async function minikubeMirrors(
  profile: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<string[] | undefined> {
  const home = env.MINIKUBE_HOME || homedir();
  const folder = home.endsWith('.minikube') ? home : join(home, '.minikube');
  const file = join(folder, 'profiles', profile, 'config.json');
  try {
    const { RegistryMirror } = JSON.parse(await readFile(file, 'utf8')) as {
      RegistryMirror?: string[] | null;
    };
    return (RegistryMirror ?? []).map(plain);
  } catch {
    return undefined;
  }
}

async function mentions(
  address: string,
  node: string,
  file: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<boolean> {
  const said = await ran('docker', ['exec', node, 'cat', file], env);
  return said.kind === 'ended' && said.exit === 0 && said.stdout.includes(address);
}

function asks({ mirrors }: Engine, address: string): boolean {
  return mirrors.map(plain).includes(address);
}

function plain(address: string): string {
  return address.replace(/\/+$/, '');
}
