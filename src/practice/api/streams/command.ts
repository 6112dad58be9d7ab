import type { Readable, Writable } from 'node:stream';
import { ApiError } from '../../errors.ts';
import type { Api } from '../call.ts';
import { statusOf } from '../errors.ts';
import { containerOf } from '../subresources/log.ts';
import type { StreamRequest } from './handlers.ts';
import type { TerminalSize } from './terminal-sizes.ts';

/** What a command in a container is joined to, whatever they are carried by. */
export interface CommandStreams {
  stdin: Readable | undefined;
  stdout: Writable;
  stderr: Writable | undefined;
  resize: (listener: (size: TerminalSize) => void) => void;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
}

/** How a command ended, as `metav1.Status`. */
export interface CommandResult {
  metadata?: object;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: object;
}

/** Runs it, or joins what runs. Resolves, never rejects, to what the client is told at the end. */
export type RunCommand = (
  api: Api,
  request: StreamRequest,
  streams: CommandStreams,
) => Promise<CommandResult>;

/** `kubectl exec`: runs a command in a container. */
export const execute: RunCommand = (api, { namespace, pod, query }, streams) =>
  told(async () => {
    const exitCode = await api.agent.exec(namespace, pod.metadata.name, {
      container: containerOf(pod, query.get('container')),
      command: query.getAll('command'),
      tty: query.get('tty') === 'true',
      ...streams,
    });
    return exitCode === 0 ? success : exitStatus(exitCode);
  });

/** `kubectl attach`: joins what a container prints, and reads, from now on. */
export const attach: RunCommand = (api, { namespace, pod, query }, streams) =>
  told(async () => {
    const container = containerOf(pod, query.get('container'));
    await api.agent.attach(namespace, pod.metadata.name, { container, ...streams });
    return success;
  });

const success: CommandResult = { metadata: {}, status: 'Success' };

function exitStatus(code: number): CommandResult {
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}

async function told(run: () => Promise<CommandResult>): Promise<CommandResult> {
  try {
    return await run();
  } catch (error) {
    const known = error instanceof ApiError ? error : internal((error as Error).message);
    return statusOf(known) as unknown as CommandResult;
  }
}

function internal(message: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`);
}
