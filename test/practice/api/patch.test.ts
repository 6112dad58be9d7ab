import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../src/practice/api/ownership/kind.ts';
import { applyJsonPatch } from '../../../src/practice/api/patch/json-patch.ts';
import { applyMergePatch } from '../../../src/practice/api/patch/merge-patch.ts';
import { applyStrategicPatch } from '../../../src/practice/api/patch/strategic-patch.ts';
import { createRegistry } from '../../../src/practice/api/resources/registry.ts';

describe('a JSON patch', () => {
  it.each([
    ['add', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['add to a list', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    ['append', { a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
    ['remove', { a: 1, b: 2 }, [{ op: 'remove', path: '/a' }], { b: 2 }],
    ['replace', { a: { 'x/y': 1 } }, [{ op: 'replace', path: '/a/x~1y', value: 2 }], { a: { 'x/y': 2 } }],
    ['move', { a: 1 }, [{ op: 'move', from: '/a', path: '/b' }], { b: 1 }],
    ['test', { a: 1 }, [{ op: 'test', path: '/a', value: 1 }], { a: 1 }],
  ])('can %s', (_what, target, patch, result) => expect(applyJsonPatch(target, patch)).toEqual(result));

  it.each([
    ['a test that fails', [{ op: 'test', path: '/a', value: 2 }], 'an error in our request'],
    ['a path that is not there', [{ op: 'remove', path: '/nope' }], 'an error in our request'],
    ['an operation that is none', [{ op: 'burn', path: '/a' }], 'an error in our request'],
    ['no list', { a: 1 }, 'json: cannot unmarshal object into Go value of type jsonpatch.Patch'],
  ])('refuses %s', (_what, patch, message) => expect(() => applyJsonPatch({ a: 1 }, patch)).toThrow(message));

  it('cannot reach the prototypes of objects', () => {
    expect(() => applyJsonPatch({}, [{ op: 'add', path: '/__proto__/x', value: 1 }])).toThrow(
      'an error in our request',
    );
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

it('a merge patch takes away what is null and replaces lists', () => {
  const target = { a: 1, b: { c: 1, d: 2 }, l: [1, 2] };
  expect(applyMergePatch(target, { a: null, b: { c: 3 }, l: [9] })).toEqual({ b: { c: 3, d: 2 }, l: [9] });
});

describe('a strategic merge patch', async () => {
  const registry = createRegistry();
  const shape = async (group: string, kind: string) => {
    const resource = registry.ofKind(group, 'v1', kind);
    return resource ? await shapeOf(resource) : 'free';
  };
  const podShape = await shape('', 'Pod');
  const serviceShape = await shape('', 'Service');
  const deploymentShape = await shape('apps', 'Deployment');
  const pod = {
    spec: {
      containers: [
        { name: 'a', image: 'a:1', env: [{ name: 'K', value: 'v' }], args: ['x'] },
        { name: 'b', image: 'b:1' },
      ],
      tolerations: [{ key: 'old' }],
    },
  };
  const containers = (patch: object) =>
    (applyStrategicPatch(pod, { spec: patch }, podShape) as typeof pod).spec.containers;

  it('merges containers by name, plain lists as a whole', () => {
    const patched = containers({ containers: [{ name: 'a', image: 'a:2', args: ['y', 'z'] }] });
    expect(patched).toEqual([
      { name: 'a', image: 'a:2', env: [{ name: 'K', value: 'v' }], args: ['y', 'z'] },
      { name: 'b', image: 'b:1' },
    ]);
  });

  it('deletes an element, and a field', () => {
    expect(containers({ containers: [{ name: 'a', $patch: 'delete' }] })).toEqual([
      { name: 'b', image: 'b:1' },
    ]);
    expect(containers({ containers: [{ name: 'a', env: null, args: null }] })[0]).toEqual({
      name: 'a',
      image: 'a:1',
    });
  });

  it('replaces a list when asked to, and orders one', () => {
    const replaced = containers({ containers: [{ $patch: 'replace' }, { name: 'c', image: 'c' }] });
    expect(replaced).toEqual([{ name: 'c', image: 'c' }]);
    const ordered = containers({ '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] });
    expect(ordered.map((one) => one.name)).toEqual(['b', 'a']);
  });

  it('keeps only the keys that it retains', () => {
    const deployment = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(applyStrategicPatch(deployment, patch, deploymentShape)).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
  });

  it('tells the ports of a service and of a container apart by different keys', () => {
    const service = { spec: { ports: [{ port: 80, nodePort: 30_000 }] } };
    expect(
      applyStrategicPatch(service, { spec: { ports: [{ port: 80, name: 'web' }] } }, serviceShape),
    ).toEqual({
      spec: { ports: [{ port: 80, nodePort: 30_000, name: 'web' }] },
    });
    expect(() => containers({ containers: [{ image: 'nameless' }] })).toThrow(
      'does not contain declared merge key: name',
    );
  });

  it('leaves its target as it was', () => {
    const before = structuredClone(pod);
    containers({ containers: [{ name: 'a', image: 'changed' }], tolerations: [] });
    expect(pod).toEqual(before);
  });
});
