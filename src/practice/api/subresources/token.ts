import { randomBytes } from 'node:crypto';
import { timestamp } from '../../store/store.ts';
import type { Answer, Api, Call } from '../call.ts';
import { invalid, methodNotAllowed } from '../errors.ts';
import { invalidValue } from '../validation/causes.ts';
import { existing } from '../verbs/read.ts';

interface TokenRequest {
  spec?: { audiences?: string[]; expirationSeconds?: number };
}

/** In seconds. */
const hour = 3600;
const shortest = 600;

/** What `kubectl create token` asks for: a token that tells whose it is, and that nobody here asks for. */
export async function requestToken(api: Api, call: Call): Promise<Answer> {
  if (call.method !== 'POST') throw methodNotAllowed();
  const { spec } = ((await call.body()) as TokenRequest | undefined) ?? {};
  const { namespace = '', name, uid } = existing(api, call).metadata;
  const audiences = spec?.audiences ?? ['https://kubernetes.default.svc.cluster.local'];
  const expirationSeconds = spec?.expirationSeconds ?? hour;
  if (expirationSeconds < shortest) {
    const problem = 'may not specify a duration less than 10 minutes';
    const cause = invalidValue('spec.expirationSeconds', expirationSeconds, problem);
    throw invalid('authentication.k8s.io', 'TokenRequest', '', [cause]);
  }
  const now = Math.floor(api.clock.now() / 1000);
  const claims = {
    aud: audiences,
    exp: now + expirationSeconds,
    iat: now,
    iss: audiences[0],
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    nbf: now,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const token = [
    encoded({ alg: 'RS256', kid: 'practice' }),
    encoded(claims),
    randomBytes(256).toString('base64url'),
  ];
  const expirationTimestamp = timestamp((now + expirationSeconds) * 1000);
  return {
    code: 201,
    body: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace, creationTimestamp: timestamp(api.clock.now()) },
      spec: { audiences, expirationSeconds, boundObjectRef: null },
      status: { token: token.join('.'), expirationTimestamp },
    },
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
