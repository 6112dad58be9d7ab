import type { Reason } from '../../engine/reasons/reasons.ts';
import { KubeconfigError, StatusError, UnknownResourceError, UnreachableError } from './errors.ts';

/** What went wrong with the API server, as a reason for a learner. */
export function reasonOfProblem(error: unknown): Reason {
  if (error instanceof KubeconfigError) return reasonOfKubeconfig(error);
  if (error instanceof UnreachableError) return reasonOfSilence(error);
  if (error instanceof StatusError) return reasonOfStatus(error);
  if (error instanceof UnknownResourceError)
    return { id: 'resource-unknown', params: { resource: error.resource } };
  return unreachable(error instanceof Error ? error.message : String(error));
}

function unreachable(error: string, cause?: Reason): Reason {
  return { id: 'cluster-unreachable', params: { error }, ...(cause && { cause }) };
}

function reasonOfKubeconfig({ path, missing, message }: KubeconfigError): Reason {
  return unreachable(
    '',
    missing
      ? { id: 'kubeconfig-missing', params: { path } }
      : { id: 'kubeconfig-broken', params: { path, error: message } },
  );
}

function reasonOfSilence({ address, code, message }: UnreachableError): Reason {
  if (code === 'ECONNREFUSED') return unreachable(code, { id: 'nothing-listens', params: { address } });
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
    return unreachable(code, { id: 'certificate-refused', params: { address, error: message } });
  }
  return unreachable(code === '' ? message : code);
}

function reasonOfStatus({ status, message }: StatusError): Reason {
  if (status === 401) return { id: 'credentials-refused', params: { message } };
  if (status === 403) return { id: 'access-denied', params: { message } };
  return { id: 'api-error', params: { status, message } };
}
