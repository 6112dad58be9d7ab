import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../src/cluster/api/objects.ts';
import { contentOf, fieldsBetween } from '../../../src/cluster/effects/fields.ts';

function object(kind: string, rest: object, metadata: object = {}): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'x', ...metadata }, ...rest };
}

function changes(before: KubeObject, after: KubeObject) {
  const kind = before.kind ?? '';
  return fieldsBetween(contentOf(before, kind), contentOf(after, kind));
}

describe('the fields in which an object changed', () => {
  it('are told by their paths, list entries by their names', () => {
    const deployment = (replicas: number, image: string) =>
      object('Deployment', {
        spec: {
          replicas,
          template: {
            spec: {
              containers: [
                { name: 'side', image: 'a' },
                { name: 'web', image },
              ],
            },
          },
        },
      });
    expect(changes(deployment(1, 'nginx:1'), deployment(3, 'nginx:2'))).toEqual([
      { path: 'spec.replicas', before: '1', after: '3' },
      { path: 'spec.template.spec.containers[web].image', before: 'nginx:1', after: 'nginx:2' },
    ]);
  });

  it('come and go: labels, a container, a list without names', () => {
    const before = object(
      'Pod',
      { spec: { containers: [{ name: 'a' }], args: [1] } },
      { labels: { old: 'x' } },
    );
    const after = object(
      'Pod',
      { spec: { containers: [{ name: 'b' }], args: [1, 2] } },
      { labels: { 'a.b/c': 'y' } },
    );
    expect(changes(before, after)).toEqual([
      { path: 'spec.containers[a]', before: '{"name":"a"}' },
      { path: 'spec.containers[b]', after: '{"name":"b"}' },
      { path: 'spec.args', before: '[1]', after: '[1,2]' },
      { path: 'metadata.labels.old', before: 'x' },
      { path: 'metadata.labels[a.b/c]', after: 'y' },
    ]);
  });

  it('are none where the cluster only keeps its books', () => {
    const books = {
      'deployment.kubernetes.io/revision': '2',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
    };
    const before = object('Deployment', { spec: {}, status: { replicas: 1 } }, { resourceVersion: '1' });
    const after = object(
      'Deployment',
      { spec: {}, status: { replicas: 2 } },
      { resourceVersion: '2', annotations: books },
    );
    expect(changes(before, after)).toEqual([]);
  });

  it('are long or short, but never more than a line', () => {
    const [change] = changes(
      object('ConfigMap', { data: { text: 'short' } }),
      object('ConfigMap', { data: { text: 'long '.repeat(100) } }),
    );
    expect(change?.after?.length).toBeLessThanOrEqual(60);
    expect(change?.after?.endsWith('…')).toBe(true);
  });

  it('of a Secret say nothing of what is in it', () => {
    const before = object('Secret', { data: { same: 'c2FtZQ==', password: 'aHVudGVyMg==' } });
    const after = object('Secret', { data: { same: 'c2FtZQ==', password: 'c2VzYW1l', token: 'dG9rZW4=' } });
    expect(changes(before, after)).toEqual([{ path: 'data.password' }, { path: 'data.token' }]);
  });
});
