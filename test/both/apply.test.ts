import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onBoth } from './on-both.ts';

const deployment = (name: string, image: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    ...spec,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image, ports: [{ containerPort: 5000 }] }] },
    },
  },
});

/** Who owns what, as kubectl shows it when it is asked to. */
onBoth('apply', (cluster) => {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  let folder: string;
  let files = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pilotage-apply-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const serverSide = async (object: object, ...args: string[]) => {
    files += 1;
    const file = join(folder, `${files}.json`);
    await writeFile(file, JSON.stringify(object));
    return kubectl('apply', '--server-side', '-f', file, ...args);
  };
  const fails = async (running: Promise<unknown>) =>
    String(
      await running.then(
        () => 'it did not fail',
        (error: { stderr: string }) => error.stderr,
      ),
    );
  const fieldsOf = async (object: string, manager: string) => {
    const { metadata } = JSON.parse(await kubectl('get', object, '-o', 'json', '--show-managed-fields'));
    const entry = metadata.managedFields.find((one: { manager: string }) => one.manager === manager);
    return entry === undefined ? undefined : { operation: entry.operation, fields: entry.fieldsV1 };
  };
  const applied = {
    'f:spec': {
      'f:selector': {},
      'f:template': {
        'f:metadata': { 'f:labels': { 'f:app': {} } },
        'f:spec': {
          'f:containers': {
            'k:{"name":"main"}': {
              '.': {},
              'f:image': {},
              'f:name': {},
              'f:ports': { 'k:{"containerPort":5000,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
            },
          },
        },
      },
    },
  };

  describe.concurrent('by the server', () => {
    test('owns what it says, and nothing of the defaults', async () => {
      const said = await serverSide(deployment('owned', 'registry:2'));
      expect(said).toBe('deployment.apps/owned serverside-applied\n');
      expect(await fieldsOf('deployment/owned', 'kubectl')).toEqual({ operation: 'Apply', fields: applied });
    });

    test('a conflict, force, and the way back', async () => {
      await serverSide(deployment('fought', 'registry:2', { replicas: 0 }));
      const other = deployment('fought', 'redis', { replicas: 0 });
      expect(await fails(serverSide(other, '--field-manager=other'))).toContain(
        'Apply failed with 1 conflict: conflict with "kubectl": .spec.template.spec.containers[name="main"].image\n',
      );
      await serverSide(other, '--field-manager=other', '--force-conflicts');
      expect(await fails(serverSide(deployment('fought', 'registry:2', { replicas: 1 })))).toContain(
        'Apply failed with 2 conflicts: conflicts with "other":\n- .spec.replicas\n- .spec.template.spec.containers[name="main"].image\n',
      );
    });

    test('what is not said any more goes, or goes back to its default', async () => {
      await serverSide(deployment('shrunk', 'registry:2', { replicas: 0, revisionHistoryLimit: 3 }));
      await serverSide(deployment('shrunk', 'registry:2', { replicas: 0 }));
      const path = 'jsonpath={.spec.replicas} {.spec.revisionHistoryLimit}';
      expect(await kubectl('get', 'deployment/shrunk', '-o', path)).toBe('0 10');
    });

    test('goes on where the client stopped', async () => {
      await cluster().apply(deployment('moved', 'registry:2', { replicas: 0 }));
      const before = await fieldsOf('deployment/moved', 'kubectl-client-side-apply');
      expect(before?.operation).toBe('Update');
      await serverSide(deployment('moved', 'redis', { replicas: 0 }));
      expect((await fieldsOf('deployment/moved', 'kubectl'))?.operation).toBe('Apply');
      await serverSide(deployment('moved', 'redis'));
      expect(await kubectl('get', 'deployment/moved', '-o', 'jsonpath={.spec.replicas}')).toBe('1');
    });
  });

  test('the client remembers what it applied', async () => {
    await cluster().apply(deployment('remembered', 'registry:2', { replicas: 0 }));
    const last = await kubectl('apply', 'view-last-applied', 'deployment/remembered', '-o', 'json');
    expect(JSON.parse(last)).toMatchObject(deployment('remembered', 'registry:2', { replicas: 0 }));
  });
});
