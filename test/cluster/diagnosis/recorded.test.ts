import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../src/cluster/api/objects.ts';
import { commonType } from '../../../src/cluster/api/resources.ts';
import { complaintIn } from '../../../src/cluster/diagnosis/complaints.ts';
import type { Evidence } from '../../../src/cluster/diagnosis/investigation.ts';
import { missingCause } from '../../../src/cluster/diagnosis/missing.ts';
import { nodePortCause } from '../../../src/cluster/diagnosis/node-port.ts';
import type { Pod, Service, Workload } from '../../../src/cluster/diagnosis/objects.ts';
import { serviceCause } from '../../../src/cluster/diagnosis/service.ts';
import { workCause } from '../../../src/cluster/diagnosis/work.ts';
import { workloadCause } from '../../../src/cluster/diagnosis/workload.ts';
import type { Reason } from '../../../src/engine/reasons/reasons.ts';
import { sayReason } from '../../../src/engine/reasons/say.ts';

interface Recording {
  workload: Workload;
  pods: Pod[];
  events: Evidence['events'];
  services?: Service[];
}

function recorded(name: string): Recording & { evidence: Evidence } {
  const path = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'objects', `${name}.json`);
  const recording = JSON.parse(readFileSync(path, 'utf8')) as Recording;
  const { pods, events, services } = recording;
  return {
    ...recording,
    evidence: {
      pods,
      events,
      services,
      deployments: undefined,
      others: undefined,
      lastLine: () => 'the last words',
      complaint: () => '',
    },
  };
}

const words = (reason: Reason | undefined) =>
  reason && sayReason(reason, 'en').replace(/-[a-z0-9]{8,10}-[a-z0-9]{5}\b/g, '-…');

describe('why a deployment is not available', () => {
  test.each([
    [
      'not-pushed',
      'pod not-pushed-… is waiting: ErrImagePull, 127.0.0.1:32651/worker:v0.1 is not in the registry',
    ],
    [
      'no-registry',
      'pod no-registry-… is waiting: ErrImagePull, the registry 127.0.0.1:31999 does not answer (image 127.0.0.1:31999/worker:v0.1)',
    ],
    ['unknown-name', 'pod unknown-name-… is waiting: ErrImagePull, nosuchimage is not in the registry'],
    ['unknown-tag', 'pod unknown-tag-… is waiting: ErrImagePull, nginx:9.99 is not in the registry'],
    ['invalid-name', 'pod invalid-name-… is waiting: InvalidImageName, Worker:v0.1:x is not an image name'],
    [
      'never-pull',
      'pod never-pull-… is waiting: ErrImageNeverPull, local/thing:v1 is not on the node and must not be pulled',
    ],
    ['crash', 'pod crash-… keeps crashing with exit code 3, its last log line: the last words'],
    ['ends', 'pod ends-… ends again and again with exit code 0, its last log line: the last words'],
    ['init-fails', 'pod init-fails-… keeps crashing with exit code 2, its last log line: the last words'],
    ['memory', 'pod memory-… was killed: it used more memory than its limit (OOMKilled)'],
    ['too-big', 'pod too-big-… fits on no node: 0/1 nodes are available: 1 Insufficient cpu.'],
    [
      'selector-node',
      "pod selector-node-… fits on no node: 0/1 nodes are available: 1 node(s) didn't match Pod's node affinity.",
    ],
    ['no-config', 'pod no-config-… is waiting: CreateContainerConfigError, configmap "settings" not found'],
    [
      'no-volume',
      'pod no-volume-… is waiting: ContainerCreating, MountVolume.SetUp failed for volume "v" : configmap "settings" not found',
    ],
    [
      'not-ready',
      'pod not-ready-… runs but is not ready: Readiness probe failed: HTTP probe failed with statuscode: 404',
    ],
    [
      'quota',
      'deployment quota may not create its pods: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0',
    ],
    ['web', undefined],
  ])('%s', (name, expected) => {
    const { workload, evidence } = recorded(name);
    expect(words(workloadCause(`deployment ${name}`, workload, evidence))).toBe(expected);
  });

  test('backing off is told as the failed pull before it, so that the reason stands still', () => {
    const { workload, evidence, pods } = recorded('not-pushed');
    const [pod] = pods;
    const waiting = pod?.status?.containerStatuses?.[0]?.state?.waiting;
    expect(waiting?.reason).toBe('ImagePullBackOff');
    const pulling = JSON.parse(
      JSON.stringify(pod).replace(
        JSON.stringify(waiting),
        JSON.stringify({ reason: 'ErrImagePull', message: 'rpc error: code = NotFound desc = …: not found' }),
      ),
    ) as Pod;
    const before = workloadCause('deployment not-pushed', workload, evidence);
    expect(workloadCause('deployment not-pushed', workload, { ...evidence, pods: [pulling] })).toEqual(
      before,
    );
  });

  test.each([403, 429])('a port that looks like the status %i is not taken for one', (digits) => {
    const { workload, evidence } = recorded('not-pushed');
    const moved = JSON.parse(JSON.stringify(evidence).replaceAll('32651', `32${digits}`)) as Evidence;
    const cause = workloadCause('deployment not-pushed', workload, { ...moved, lastLine: () => '' });
    expect(words(cause)).toContain(`127.0.0.1:32${digits}/worker:v0.1 is not in the registry`);
  });

  test('scaled to nothing, and on its way out', () => {
    const { workload, evidence } = recorded('web');
    const zero = { ...workload, spec: { ...workload.spec, replicas: 0 } };
    expect(words(workloadCause('deployment web', zero, evidence))).toBe(
      'deployment web is scaled to 0 replicas',
    );
    const leaving = {
      ...workload,
      metadata: { ...workload.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
    };
    expect(words(workloadCause('deployment web', leaving, evidence))).toBe('deployment web is being deleted');
  });
});

describe('why nothing answers at a Service', () => {
  const named = (name: string, services: Service[] = []) => {
    const service = services.find((one) => one.metadata.name === name);
    if (service === undefined) throw new Error(`no service ${name} was recorded`);
    return service;
  };

  test('its selector', () => {
    const { services, evidence } = recorded('web');
    expect(words(serviceCause(named('web-wrong-selector', services), evidence))).toBe(
      'service web-wrong-selector selects app=webb, and no pod has that label; pod web-… has app=web',
    );
  });

  test('its deployment, which has no pods', () => {
    const { workload, services, evidence } = recorded('not-ready');
    const deployments = [{ ...workload, spec: { ...workload.spec, replicas: 0 } }];
    expect(words(serviceCause(named('not-ready', services), { ...evidence, pods: [], deployments }))).toBe(
      'service not-ready selects app=not-ready, and no pod has that label; deployment not-ready is scaled to 0 replicas',
    );
  });

  test('its pods', () => {
    const { services, evidence } = recorded('not-ready');
    expect(words(serviceCause(named('not-ready', services), evidence))).toBe(
      'none of the pods behind service not-ready is ready; pod not-ready-… runs but is not ready: Readiness probe failed: HTTP probe failed with statuscode: 404',
    );
  });

  test('its port, by the NodePort that was asked', () => {
    const { services, evidence } = recorded('web');
    const port = named('web-wrong-port', services).spec.ports?.[0]?.nodePort ?? 0;
    expect(words(nodePortCause(port, evidence))).toBe(
      'service web-wrong-port sends to port 8080 of its pods: nothing seems to listen there',
    );
    expect(words(nodePortCause(30_001, evidence))).toBe(
      `no Service has the NodePort 30001; these have one: web-wrong-port ${port}`,
    );
    expect(nodePortCause(8080, evidence)).toBeUndefined();
  });

  test('its port, where the containers say on which they listen', () => {
    const { services, evidence, pods } = recorded('web');
    const service = named('web-wrong-port', services);
    const declaring = pods.map((pod) => ({
      ...pod,
      spec: {
        containers: pod.spec.containers.map((one) => ({
          ...one,
          ports: [{ name: 'http', containerPort: 80 }],
        })),
      },
    }));
    expect(words(serviceCause(service, { ...evidence, pods: declaring }))).toBe(
      'service web-wrong-port sends to port 8080 of its pods, which say that they listen on 80',
    );
    const byName = { ...service, spec: { ...service.spec, ports: [{ port: 80, targetPort: 'web' }] } };
    expect(words(serviceCause(byName, { ...evidence, pods: declaring }))).toBe(
      'service web-wrong-port sends to the port named web, but its pods name http',
    );
  });
});

describe('why programs that answer do not do their work', () => {
  const web = () => {
    const { workload, evidence } = recorded('web');
    return { workload, evidence: { ...evidence, deployments: [workload] } };
  };

  test.each([
    ['a name that no Service has', 'getaddrinfo ENOTFOUND redis', '; there is no service redis yet'],
    ['an address that is nobody’s', 'connect ECONNREFUSED 10.1.2.3:80', ''],
    ['something else', 'ERROR: out of ideas', ''],
  ])('a pod complains of %s', (_, line, behind) => {
    const { workload, evidence } = web();
    const cause = workCause(workload.metadata.namespace, { ...evidence, complaint: () => line });
    expect(words(cause)).toBe(`pod web-… runs, but its log says: ${line}${behind}`);
  });

  test('one of them is not there', () => {
    const { workload, evidence } = web();
    const deployments = [{ ...workload, spec: { ...workload.spec, replicas: 0 } }];
    const cause = workCause(workload.metadata.namespace, { ...evidence, deployments });
    expect(words(cause)).toBe('deployment web is scaled to 0 replicas');
    expect(workCause('elsewhere', { ...evidence, deployments })).toBeUndefined();
    expect(workCause(workload.metadata.namespace, evidence)).toBeUndefined();
  });

  test.each([
    ['INFO 0 done\nERROR:main:In work loop:\nENOTFOUND redis\nERROR:main:Waiting.\n', 'ENOTFOUND redis'],
    ['starting\nfatal: no disk\n', 'fatal: no disk'],
    ['GET / 200\nno terrors here\n', ''],
    ['', ''],
  ])('what a log complains of: %j', (log, complaint) => {
    expect(complaintIn(log)).toBe(complaint);
  });
});

describe('where an object that is missing went', () => {
  const type = commonType('deployments');
  if (type === undefined) throw new Error('deployments are common');
  const object = (name: string, namespace = 'default') => ({ metadata: { name, namespace } });
  const cause = (others: object[], pods: object[] = []) =>
    words(
      missingCause(type, 'registry', 'default', {
        others: others as KubeObject[],
        pods: pods as KubeObject[],
      }),
    );

  test.each([
    ['two letters swapped', [object('regsitry')], 'there is a deployment regsitry: is that the one?'],
    [
      'the nearest of several',
      [object('registrar'), object('registry2')],
      'there is a deployment registry2: is that the one?',
    ],
    [
      'another namespace',
      [object('registry', 'kube-system')],
      'deployment registry exists in the namespace kube-system',
    ],
    ['nothing like it', [object('web'), object('redis')], undefined],
    ['a similar name elsewhere', [object('regsitry', 'other')], undefined],
  ])('%s', (_, others, expected) => {
    expect(cause(others)).toBe(expected);
  });

  test('a bare pod of that name, as kubectl run makes it', () => {
    expect(cause([], [object('registry')])).toBe('there is a pod registry: is that the one?');
  });
});
