import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { NotReadyError } from '../base/errors.ts';
import { findContext } from './context/learner-kubeconfig.ts';
import { hostOf, isOwnHost } from './context/local.ts';
import { writeOwnKubeconfig } from './context/own-kubeconfig.ts';
import { objectsOf } from './effects/objects.ts';
import { missing, stampOf } from './file-stamp.ts';
import { describeRunning, type Running } from './minikube/describe.ts';
import { writeProfileScript } from './minikube/profile-script.ts';
import { findMinikube, type Minikube } from './minikube/tool.ts';
import { forwardNodePorts, kubectlForward } from './node-ports/forward.ts';
import type { Cluster } from './types.ts';

export interface MinikubeOptions {
  /** The run's own folder: its kubeconfig and its `minikube` go there. */
  readonly runDir: string;
  readonly profile: string;
  /** The profile must not be there yet: whoever asks makes it, and deletes it in the end. */
  readonly fresh?: boolean;
  /** A registry that a node is told to ask before Docker Hub when it is made. */
  readonly mirror?: string | undefined;
  /** The program's own unless told. */
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  readonly platform?: NodeJS.Platform;
}

/**
 * A cluster of minikube's, in a profile of its own. `minikube start` is the lesson's first step: until then there is
 * nothing but a `minikube` on PATH that means this profile. What minikube writes of it goes to the run's kubeconfig.
 */
export function minikubeCluster({
  runDir,
  profile,
  fresh = false,
  mirror,
  environment = process.env,
  platform = process.platform,
}: MinikubeOptions): Cluster {
  const bin = join(runDir, 'bin');
  const kubeconfig = join(runDir, 'kubeconfig');
  const PATH = [bin, ...(environment.PATH ?? '').split(delimiter).filter((one) => one !== bin)].join(
    delimiter,
  );
  const name = profile === ownProfile ? 'minikube' : `minikube:${profile}`;
  const isOwn = fresh || profile === ownProfile;
  const around = { ...environment, KUBECONFIG: kubeconfig };
  let minikube: Minikube | undefined;
  let isMade = false;
  let seen = '';
  let running: Running | undefined;
  let forwards = new AbortController();

  /** What runs now. minikube takes half a second to say so: it is asked when it has written to the kubeconfig. */
  const look = async (tool: Minikube) => {
    const stamp = await stampOf(kubeconfig);
    if (stamp === seen) return;
    forwards.abort();
    forwards = new AbortController();
    running = (await tool.isRunning()) ? await describeRunning(tool, platform) : undefined;
    seen = stamp;
    if (running?.reach !== 'forwarded') return;
    const forwarding = { kubeconfig, everywhere: true, command: kubectlForward, environment };
    forwardNodePorts(forwarding, forwards.signal);
  };

  return {
    kind: 'minikube',
    name,
    speed: 1,
    async start() {
      minikube = await findMinikube(profile, around);
      if (fresh && !isMade && (await minikube.exists())) {
        throw new NotReadyError(
          `there is a minikube profile ${profile} already`,
          `Validation starts from no cluster, and deletes the one that it made. Remove it first: minikube delete -p ${profile}`,
        );
      }
      isMade = true;
      await mkdir(runDir, { recursive: true });
      writeProfileScript(bin, minikube.program, profile);
      if ((await stampOf(kubeconfig)) === missing && (await minikube.isRunning())) {
        await recognise(minikube, profile, kubeconfig, environment);
      }
    },
    async env() {
      minikube ??= await findMinikube(profile, around);
      await look(minikube);
      // minikube takes it for its flag of that name.
      const told = mirror === undefined ? {} : { MINIKUBE_REGISTRY_MIRROR: mirror };
      return { PATH, KUBECONFIG: kubeconfig, ...told, ...running?.env };
    },
    notes: () => (running ? [running.note] : []),
    async stop() {
      forwards.abort();
      seen = '';
    },
    // A profile that the learner named is theirs: it stays, and only what the run made in it goes.
    ...(!isOwn && { objects: objectsOf(kubeconfig) }),
    async owned() {
      minikube ??= await findMinikube(profile, around);
      return isOwn && (await minikube.exists()) ? `minikube profile ${profile}` : undefined;
    },
    async reset() {
      // One that was there before it was asked for is not this run's to delete.
      if (!isOwn || (fresh && !isMade)) return;
      minikube ??= await findMinikube(profile, around);
      if (await minikube.exists()) await minikube.ask('delete');
    },
  };
}

/** The profile of a run that names none: the learner's own `minikube` profile stays theirs. */
export const ownProfile = 'pilotage';

/** Takes a cluster that was started outside the run into the run's kubeconfig. */
async function recognise(
  minikube: Minikube,
  profile: string,
  kubeconfig: string,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<void> {
  try {
    await minikube.ask('update-context');
    if ((await stampOf(kubeconfig)) !== missing) return;
  } catch {
    // Then the learner's own kubeconfig may have it.
  }
  const found = await findContext(profile, environment).catch(() => undefined);
  if (found === undefined) return;
  const host = hostOf(found.target.server);
  // A context may have the profile's name and lead elsewhere.
  if (!isOwnHost(host) && host !== (await minikube.ask('ip')).trim()) return;
  await writeOwnKubeconfig(kubeconfig, found);
}
