import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { apiAddress, apiEndpoint } from '../api/admission/addresses.ts';
import { createCertificate } from './certificate.ts';
import { sameSecret } from './secret.ts';

/** By what a cluster's API is known to its pods, and they to it. */
export interface Identity {
  /** PEM, as `certificate` is. */
  readonly key: string;
  /** It signed itself, so that it is what pods have as `ca.crt`, too. */
  readonly certificate: string;
  /** What a pod of this service account has as `token`. */
  tokenOf(namespace: string, account: string): string;
  isToken(text: string): boolean;
}

/** That of an earlier start of the cluster, whose pods have its certificate, or a new one. */
export function openIdentity(file: string): Identity {
  const { key, certificate } = existsSync(file) ? read(file) : create(file);
  const signed = (content: string) =>
    `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
  return {
    key,
    certificate,
    tokenOf: (namespace, account) => signed(`${header}.${encoded(claims(namespace, account))}`),
    isToken: (text) => sameSecret(text, signed(text.slice(0, Math.max(0, text.lastIndexOf('.'))))),
  };
}

function read(file: string): ReturnType<typeof createCertificate> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function create(file: string): ReturnType<typeof createCertificate> {
  const { hosts, addresses } = called;
  const made = createCertificate('minikubeCA', hosts, addresses);
  writeFileAtomic(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

const service = 'kubernetes.default.svc.cluster.local';
const called = {
  // The service by each of its names, and the node's as `kubectl` on it would have it.
  hosts: ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', service, 'localhost'],
  addresses: [apiAddress, apiEndpoint.ip, '127.0.0.1'],
};

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = encoded({ alg: 'HS256', typ: 'JWT' });

/** As a real one's, without what changes with time: it is good as long as the cluster. */
function claims(namespace: string, account: string) {
  return {
    iss: `https://${service}`,
    aud: [`https://${service}`],
    sub: `system:serviceaccount:${namespace}:${account}`,
    'kubernetes.io': { namespace, serviceaccount: { name: account } },
  };
}
