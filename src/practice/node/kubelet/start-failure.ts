import type { Clock } from '../../../base/clock.ts';
import type { ContainerStatus } from '../../objects.ts';
import type { NotExecutable } from '../runtime/executables.ts';
import { timestamp } from './context.ts';

/** The exit code of a container whose command could not be started. */
export const startErrorCode = 128;

type Identity = Partial<ContainerStatus> & { containerID: string };

/** What a container's status says when its command cannot be started, and the runtime's words for it. */
export function startFailure(
  error: NotExecutable,
  identity: Identity,
  mayTryAgain: boolean,
  clock: Clock,
): { message: string; change: Partial<ContainerStatus> } {
  const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${error.message}: unknown`;
  const terminated = {
    exitCode: startErrorCode,
    reason: 'StartError',
    message,
    startedAt: '1970-01-01T00:00:00Z',
    finishedAt: timestamp(clock),
    containerID: identity.containerID,
  };
  const state = mayTryAgain
    ? { state: { waiting: { reason: 'RunContainerError', message } }, lastState: { terminated } }
    : { state: { terminated } };
  return { message, change: { ...identity, ready: false, started: false, ...state } };
}
