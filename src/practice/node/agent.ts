import { ApiError } from '../errors.ts';
import type { ContainerStatus, Pod } from '../objects.ts';
import type { AttachRequest, ExecRequest, LogQuery, NodeAgent } from '../types.ts';
import type { KubeletContext } from './kubelet/context.ts';
import type { Kubelet } from './kubelet/kubelet.ts';
import { NotExecutable } from './runtime/executables.ts';
import { createLogFile } from './runtime/log-file.ts';

/** What the API server asks of a node about one of its pods. */
export type PodAgent = Omit<NodeAgent, 'usage'>;

export function createAgent(kubelet: Kubelet, context: KubeletContext): PodAgent {
  const { store, folders, network, clock } = context;

  const podOf = (namespace: string, name: string): Pod => {
    const pod = store.get<Pod>('Pod', namespace, name);
    if (!pod) throw new ApiError(404, 'NotFound', `pods "${name}" not found`, { name, kind: 'pods' });
    return pod;
  };

  const logOf = (pod: Pod, { container, previous }: LogQuery) => {
    const { uid, namespace = 'default', name } = pod.metadata;
    const status = statusOf(pod, container);
    const running = kubelet.runner(namespace, name)?.container(container);
    if (!previous && running?.log) return running.log;
    const kept = folders.logs(uid, container);
    const count = status?.restartCount ?? 0;
    const wanted = previous ? kept.filter((number) => number < count).at(-1) : kept.at(-1);
    if (wanted === undefined) throw missingLog(pod, container, status, previous === true);
    const log = createLogFile(folders.log(uid, container, wanted), clock.now);
    log.end();
    return log;
  };

  return {
    logs(namespace, name, query, signal) {
      const { follow = false, tailLines, since, timestamps = false } = query;
      const log = logOf(podOf(namespace, name), query);
      const range = { ...(tailLines === undefined ? {} : { tailLines }), ...(since ? { since } : {}) };
      return log.read({ follow, timestamps, ...range }, signal);
    },
    async exec(namespace, name, { container: wanted, ...request }: ExecRequest) {
      const pod = podOf(namespace, name);
      const { running } = kubelet.runner(namespace, name)?.container(wanted) ?? {};
      if (!running) throw notRunning(wanted);
      try {
        const exitCode = await running.exec(request);
        await flushed(request);
        return exitCode;
      } catch (error) {
        if (!(error instanceof NotExecutable)) throw error;
        const id = statusOf(pod, wanted)?.containerID?.replace(/^\w+:\/\//, '') ?? '';
        const runtime = `OCI runtime exec failed: exec failed: unable to start container process: ${error.message}: unknown`;
        throw new ApiError(
          500,
          'InternalError',
          `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${id}": ${runtime}`,
        );
      }
    },
    async attach(namespace, name, { container: wanted, ...request }) {
      podOf(namespace, name);
      const { running } = kubelet.runner(namespace, name)?.container(wanted) ?? {};
      if (!running) throw notRunning(wanted);
      await running.attach(request);
      await flushed(request);
    },
    async portForward(namespace, name, port) {
      const ip = kubelet.runner(namespace, name)?.ip ?? podOf(namespace, name).status?.podIP ?? '';
      return network.connect(ip, port);
    },
  };
}

/** Who ends a stream next must not lose what is still on its way. */
async function flushed({ stdout, stderr }: Pick<AttachRequest, 'stdout' | 'stderr'>): Promise<void> {
  const streams = [stdout, stderr].filter((stream) => stream?.writable);
  await Promise.all(
    streams.map((stream) => new Promise<void>((resolve) => stream?.write('', () => resolve()))),
  );
}

function notRunning(container: string): ApiError {
  return new ApiError(
    500,
    'InternalError',
    `unable to upgrade connection: container not found ("${container}")`,
  );
}

function statusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const all = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  return all.find(({ name }) => name === container);
}

/** Why there is nothing to show, as a kubelet says it. */
function missingLog(
  pod: Pod,
  container: string,
  status: ContainerStatus | undefined,
  previous: boolean,
): ApiError {
  const { name } = pod.metadata;
  const about = `container "${container}" in pod "${name}"`;
  if (previous) return badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  const reason = status?.state?.waiting?.reason;
  if (reason === undefined) return badRequest(`${about} is not available`);
  return badRequest(`${about} is waiting to start: ${waitingWords[reason] ?? reason}`);
}

const waitingWords: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}
