import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';
import { type Kubectl, kubectl } from '../support/kubectl.ts';
import { maskOutput, own, referenceClient, whyNoReference, words } from './compare.ts';
import { CHANGING } from './lines.ts';

const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, labels: {app: shop}}
spec:
  replicas: 1
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: web
        image: nginx
        ports: [{containerPort: 80}]
        env: [{name: A, value: "1"}, {name: B, value: "2"}]
      volumes: [{name: scratch, emptyDir: {}}]
---
{apiVersion: v1, kind: Service, metadata: {name: shop}, spec: {selector: {app: shop}, ports: [{port: 80, protocol: TCP, targetPort: 80}]}}
`;

const changed = manifest
  .replace('replicas: 1', 'replicas: 2')
  .replace('value: "1"}, {name: B, value: "2"}', 'value: "3"}')
  .replace('emptyDir: {}', 'configMap: {name: settings}');

const files = {
  MANIFEST: manifest,
  CHANGED: changed,
  INVALID: changed.replace('name: web', 'name: Not_A_Name').replace('replicas: 2', 'replicas: -1'),
  MISSPELT: changed.replace('image: nginx', 'imag: nginx'),
  UNKNOWN: '{kind: Nobody, apiVersion: example.org/v1, metadata: {name: a}}\n',
  BROKEN: 'a: b\n c: d\n',
  NO_KIND: 'metadata: {name: a}\n',
};

const reference = referenceClient();

/** The same lines on two servers, so that neither sees what the other did. */
describe.skipIf(!reference)(`what is changed, beside the real kubectl${whyNoReference}`, () => {
  const planes: ControlPlane[] = [];
  let folder: string;
  let real: Kubectl;
  let ours: Kubectl;

  beforeAll(async () => {
    planes.push(
      ...(await Promise.all([startControlPlane({ minor: '33' }), startControlPlane({ minor: '33' })])),
    );
    const [one, other] = planes.map(({ url }) => kubectl(reference?.path ?? '', url));
    if (!one || !other) throw new Error('no servers');
    [real, ours] = [one, other];
    folder = mkdtempSync(join(tmpdir(), 'pilotage-manifests-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });

  afterAll(async () => {
    real?.[Symbol.dispose]();
    ours?.[Symbol.dispose]();
    for (const plane of planes) await plane[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const settled = () => Promise.all(planes.map((plane) => plane.settled()));
  const named = (line: string) =>
    words(line).map((word) => (Object.hasOwn(files, word) ? join(folder, word) : word));

  it.each(CHANGING)('%s', async (line) => {
    await settled();
    const [expected, actual] = await Promise.all([real(named(line)), own(named(line), ours.kubeconfig)]);
    expect(maskOutput(actual, folder)).toEqual(maskOutput(expected, folder));
  });
});
