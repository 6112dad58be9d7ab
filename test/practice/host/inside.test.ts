import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openIdentity } from '../../../src/practice/host/identity.ts';
import { practiceCluster } from '../../../src/practice/launch.ts';

const run = promisify(execFile);
const dir = mkdtempSync(join(tmpdir(), 'pilotage-inside-'));
const cluster = practiceCluster({ dir, speed: 5 });
let kubectl: (...args: string[]) => Promise<string>;

/** As any client in a pod does it: by the variables, the files and the names that every pod has. */
const program = `
  import { readFileSync } from 'node:fs';
  import { request } from 'node:https';
  const own = (name) => readFileSync('/var/run/secrets/kubernetes.io/serviceaccount/' + name, 'utf8');
  const { KUBERNETES_SERVICE_HOST: address, KUBERNETES_SERVICE_PORT: port } = process.env;
  const ask = (host, path, token = own('token'), ca = own('ca.crt')) => new Promise((resolve) => {
    const headers = token ? { Authorization: 'Bearer ' + token } : {};
    const asked = request({ host, port, path, headers, ca }, resolve);
    asked.on('error', ({ code }) => resolve({ statusCode: code, resume() {} }));
    asked.end();
  });
  const here = '/api/v1/namespaces/' + own('namespace');
  let text = '';
  for await (const chunk of await ask(address, here + '/pods')) text += chunk;
  console.log('pods', JSON.parse(text).items.map(({ metadata }) => metadata.name).join());
  for (const host of ['kubernetes', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local']) {
    const answer = await ask(host, '/version');
    answer.resume();
    console.log(host, answer.statusCode);
  }
  for (const [who, ...with_] of [['nobody', ''], ['a guess', own('token') + 'x'], ['no authority', own('token'), []]]) {
    const answer = await ask('kubernetes.default', '/version', ...with_);
    answer.resume();
    console.log(who, answer.statusCode);
  }
  for await (const chunk of await ask('kubernetes.default', here + '/configmaps?watch=1'))
    for (const line of chunk.toString().trim().split('\\n')) console.log('saw', JSON.parse(line).object.metadata.name);
`;

beforeAll(async () => {
  await cluster.start();
  const env = { ...process.env, ...(await cluster.env()) };
  kubectl = async (...args) => (await run('kubectl', args, { env })).stdout;
  await run('minikube', ['start'], { env });
}, 60_000);
afterAll(() => cluster.reset());

test('a program in a pod lists and watches with its token, over TLS, by each name of the API', async () => {
  writeFileSync(join(dir, 'ask.mjs'), program);
  await kubectl('create', 'configmap', 'program', `--from-file=${join(dir, 'ask.mjs')}`);
  const container = {
    name: 'asks',
    image: 'node:24-alpine',
    command: ['node', '/program/ask.mjs'],
    volumeMounts: [{ name: 'program', mountPath: '/program' }],
  };
  const volumes = [{ name: 'program', configMap: { name: 'program' } }];
  const spec = { containers: [container], volumes };
  writeFileSync(
    join(dir, 'pod.json'),
    JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'asks' }, spec }),
  );
  await kubectl('apply', '-f', join(dir, 'pod.json'));
  const log = (wanted: string) =>
    vi.waitFor(async () => expect(await kubectl('logs', 'asks')).toContain(wanted), {
      timeout: 60_000,
      interval: 200,
    });
  await log('saw kube-root-ca.crt\n');
  await kubectl('create', 'configmap', 'later');
  await log('saw later\n');
  expect((await kubectl('logs', 'asks')).split('\n').slice(0, 7)).toEqual([
    'pods asks',
    'kubernetes 200',
    'kubernetes.default.svc 200',
    'kubernetes.default.svc.cluster.local 200',
    'nobody 401',
    'a guess 401',
    'no authority DEPTH_ZERO_SELF_SIGNED_CERT',
  ]);
}, 90_000);

test('it goes by the same certificate and tokens after a restart, and another cluster’s are none', () => {
  const own = openIdentity(join(dir, 'own.json'));
  const again = openIdentity(join(dir, 'own.json'));
  const other = openIdentity(join(dir, 'other.json'));
  expect(again.certificate).toBe(own.certificate);
  expect(statSync(join(dir, 'own.json')).mode & 0o777).toBe(0o600);
  const token = own.tokenOf('shop', 'door');
  expect([own, again, other].map(({ isToken }) => isToken(token))).toEqual([true, true, false]);
  expect(['', '.', token.slice(0, -1), token.replace('.', '.A')].map(own.isToken)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  expect(claims.sub).toBe('system:serviceaccount:shop:door');
  const certificate = new X509Certificate(own.certificate);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkHost('kubernetes.default.svc')).toBe('kubernetes.default.svc');
  expect(certificate.checkIP('10.96.0.1')).toBe('10.96.0.1');
});
