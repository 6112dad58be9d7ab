import { NotExecutable } from '../../node/runtime/executables.ts';

/** Why a container did not start, in the engine's words. */
export function startFailure(error: unknown): { message: string; exitCode: number; status: number } {
  if (!(error instanceof NotExecutable))
    return { message: (error as Error).message, exitCode: 128, status: 500 };
  const runtime =
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init';
  return { message: `${runtime}: ${error.message}: unknown`, exitCode: error.exitCode, status: 400 };
}
