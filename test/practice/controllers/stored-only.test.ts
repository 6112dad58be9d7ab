import { expect, onTestFinished, test } from 'vitest';
import type { KubeEvent } from '../../../src/practice/objects.ts';
import { startControlPlane } from '../support/control-plane.ts';

test('what is stored and not acted on says so, once', async () => {
  const plane = await startControlPlane();
  onTestFinished(() => plane[Symbol.asyncDispose]());
  const networking = '/apis/networking.k8s.io/v1/namespaces/default';
  const post = async (plural: string, kind: string, spec: object) => {
    const object = { apiVersion: 'networking.k8s.io/v1', kind, metadata: { name: 'front' }, spec };
    expect((await plane.request('POST', `${networking}/${plural}`, object)).code).toBe(201);
  };
  const backend = { service: { name: 'web', port: { number: 80 } } };
  await post('ingresses', 'Ingress', { defaultBackend: backend });
  await post('networkpolicies', 'NetworkPolicy', { podSelector: {}, policyTypes: ['Ingress'] });
  const patch = { metadata: { labels: { seen: 'yes' } } };
  await plane.request('PATCH', `${networking}/ingresses/front`, patch, 'application/merge-patch+json');
  await plane.settled();
  const events = plane.store
    .list<KubeEvent>('Event')
    .filter(({ source }) => source?.component === 'practice-cluster');
  expect(events.map(({ reason, involvedObject, count }) => [involvedObject.kind, reason, count])).toEqual([
    ['Ingress', 'NotServed', 1],
    ['NetworkPolicy', 'NotEnforced', 1],
  ]);
});

test('a service account has tokens for the asking, that tell whose they are', async () => {
  const plane = await startControlPlane();
  onTestFinished(() => plane[Symbol.asyncDispose]());
  await plane.settled();
  const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
  const request = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: 600 },
  };
  const { code, body } = await plane.request('POST', path, request);
  expect(code).toBe(201);
  const [, claims = ''] = body.status.token.split('.');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    sub: 'system:serviceaccount:default:default',
    'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'default' } },
  });
});
