import { homedir } from 'node:os';
import manifest from '../../../package.json' with { type: 'json' };
import { hostOf, isOwnHost } from '../context/local.ts';
import { gatherDocker } from './gather/docker.ts';
import { gatherImages } from './gather/images.ts';
import { gatherKubeconfig, type KubeconfigFacts } from './gather/kubeconfig.ts';
import { gatherMirror } from './gather/mirror.ts';
import { gatherPorts } from './gather/ports.ts';
import { gatherPrograms } from './gather/programs.ts';
import { gatherResources } from './gather/resources.ts';
import { gatherServer, type ServerFacts } from './gather/server.ts';
import { gatherTerminal } from './gather/terminal.ts';
import { gatherVirtualisation } from './gather/virtualisation.ts';
import { judgeDocker } from './probes/docker.ts';
import { judgeImages } from './probes/images.ts';
import { judgeKubeconfig } from './probes/kubeconfig.ts';
import { judgeMirror, withMirror } from './probes/mirror.ts';
import { judgeNode } from './probes/node.ts';
import { judgePorts } from './probes/ports.ts';
import { judgePrograms } from './probes/programs.ts';
import { judgeProxy, minikubeNetworks } from './probes/proxy.ts';
import { judgeResources } from './probes/resources.ts';
import { judgeServer } from './probes/server.ts';
import { judgeTerminal } from './probes/terminal.ts';
import { judgeVirtualisation } from './probes/virtualisation.ts';
import { type Finding, type ProbeId, probeIds } from './problem.ts';
import { contextOf, type Subject, usesDocker } from './subject.ts';
import { type System, thisSystem } from './system.ts';

export interface Examination {
  readonly subject: Subject;
  readonly system: System;
  /** What each probe saw, in a fixed order; those that the cluster and the lesson need not are left out. */
  readonly findings: readonly (Finding & { readonly probe: ProbeId })[];
  /** Nothing that is needed is missing. */
  readonly ready: boolean;
}

/**
 * Examines this machine for a lesson on a cluster. Changes nothing, sends nothing to a cluster that is not known to be
 * on this machine, and nothing to anybody for the practice cluster.
 * @param stateHome where runs are kept
 */
export async function examine(
  subject: Subject,
  stateHome: string,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<Examination> {
  const system = thisSystem(env);
  const probes: Partial<Record<ProbeId, Finding>> = {
    node: judgeNode(process.versions.node, manifest.engines.node, system),
    terminal: judgeTerminal(gatherTerminal(process.stdout, env, system.platform), system),
    ...(await ofMachine(subject, stateHome, system, env)),
  };
  const findings = probeIds.flatMap((probe) => {
    const finding = probes[probe];
    return finding ? [{ probe, ...finding }] : [];
  });
  const ready = findings.every(({ problems }) => problems.every(({ severity }) => severity !== 'missing'));
  return { subject, system, findings, ready };
}

/** What takes time: all of it side by side, as far as one answer does not need another. */
async function ofMachine(
  subject: Subject,
  stateHome: string,
  system: System,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<Partial<Record<ProbeId, Finding>>> {
  const { cluster, uses } = subject;
  const onDocker = usesDocker(subject);
  const far = cluster.kind !== 'practice';
  const docker = onDocker ? gatherDocker(env) : undefined;
  const kubeconfig = far ? gatherKubeconfig(contextOf(cluster), env) : undefined;
  const server = kubeconfig?.then(serverOf);
  const images = far
    ? Promise.all([docker, server]).then(([engine, facts]) =>
        gatherImages(uses.images, engine?.engine, facts, env),
      )
    : undefined;
  const known = far ? subject.mirror : undefined;
  const mirror = known && Promise.resolve(docker).then((facts) => gatherMirror(known, subject, facts, env));
  const [programs, dockerFacts, kubeconfigFacts, serverFacts, imageFacts, mirrorFacts, ports] =
    await Promise.all([
      gatherPrograms(subject, env),
      docker,
      kubeconfig,
      server,
      images,
      mirror,
      cluster.kind === 'minikube' && system.platform === 'linux' ? undefined : gatherPorts(env),
    ]);
  const home = cluster.kind === 'minikube' ? (env.MINIKUBE_HOME ?? homedir()) : stateHome;
  const judged = judgePrograms(programs, subject, system);
  const client = judged.found.find((one) => one.startsWith('kubectl '))?.slice('kubectl '.length);
  const virtual =
    cluster.kind === 'minikube' && !dockerFacts?.engine ? await gatherVirtualisation() : undefined;
  // Where minikube can run its node in a virtual machine, it does without an engine.
  const need = { engine: virtual?.device?.allowed !== true, program: uses.docker };
  return {
    programs: judged,
    ...(dockerFacts && { docker: judgeDocker(dockerFacts, need, system) }),
    ...(cluster.kind !== 'context' && {
      resources: judgeResources(await gatherResources(home, dockerFacts?.engine), cluster),
    }),
    ...(virtual && { virtualisation: judgeVirtualisation(virtual, system) }),
    ...(ports && { ports: judgePorts(ports, uses.nodePorts) }),
    ...(kubeconfigFacts && { kubeconfig: judgeKubeconfig(kubeconfigFacts, cluster, Date.now()) }),
    ...(serverFacts && { server: judgeServer(serverFacts, client, cluster, system) }),
    proxy: judgeProxy(env, direct(subject, kubeconfigFacts), system.platform === 'win32'),
    ...(mirrorFacts && { mirror: judgeMirror(mirrorFacts, imageFacts ?? [], system) }),
    ...(imageFacts && { images: judgeImages(withMirror(imageFacts, mirrorFacts)) }),
  };
}

function serverOf({ context }: KubeconfigFacts): Promise<ServerFacts> | undefined {
  return context !== undefined && 'target' in context ? gatherServer(context) : undefined;
}

/** What no proxy may stand before. */
function direct({ cluster, mirror }: Subject, kubeconfig: KubeconfigFacts | undefined): string[] {
  const hosts = ['127.0.0.1'];
  if (cluster.kind === 'minikube') hosts.push(...minikubeNetworks);
  if (mirror && cluster.kind !== 'practice') hosts.push(hostOf(mirror.address));
  const { context } = kubeconfig ?? {};
  if (cluster.kind === 'context' && context !== undefined && 'target' in context) {
    const host = hostOf(context.target.server);
    if (!isOwnHost(host) && context.stranger === undefined) hosts.push(host);
  }
  return hosts;
}
