import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/practice/errors.ts';
import type { ConfigMap } from '../../../src/practice/objects.ts';
import { deleteObject } from '../../../src/practice/store/deletion.ts';
import { openJournal } from '../../../src/practice/store/journal.ts';
import { createStore } from '../../../src/practice/store/store.ts';
import type { Change, ObjectMeta } from '../../../src/practice/types.ts';

const metadata = (name: string, more: Partial<ObjectMeta> = {}): ObjectMeta => ({
  name,
  namespace: 'default',
  uid: '',
  resourceVersion: '',
  creationTimestamp: '',
  ...more,
});

const configMap = (
  name: string,
  data: Record<string, string> = {},
  more: Partial<ObjectMeta> = {},
): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata(name, more),
  data,
});

describe('objects', () => {
  it('get what the server owns, and a revision that counts up', () => {
    const store = createStore();
    const first = store.create(configMap('a'));
    const second = store.create(configMap('b'));
    expect(first.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Number(second.metadata.resourceVersion)).toBeGreaterThan(Number(first.metadata.resourceVersion));
    expect(() => store.create(configMap('a'))).toThrow('already exists');
  });

  it('keep their revision in an update that changes nothing', () => {
    const store = createStore();
    const created = store.create(configMap('a', { k: 'v' }));
    const updated = store.mutate<ConfigMap>('ConfigMap', 'default', 'a', (draft) => {
      draft.data = { k: 'v' };
    });
    expect(updated).toBe(created);
  });

  it('refuse an update of an older revision', () => {
    const store = createStore();
    const old = store.create(configMap('a'));
    store.mutate<ConfigMap>('ConfigMap', 'default', 'a', (draft) => {
      draft.data = { k: 'v' };
    });
    const attempt = () => store.update({ ...old, data: { k: 'w' } });
    expect(attempt).toThrow(ApiError);
    expect(attempt).toThrow('the object has been modified');
  });

  it('cannot be written to', () => {
    const store = createStore();
    store.create(configMap('a', { k: 'v' }));
    const read = store.get<ConfigMap>('ConfigMap', 'default', 'a');
    expect(() => {
      if (read?.data) read.data.k = 'w';
    }).toThrow(TypeError);
  });

  it('are found by namespace, labels and owner', () => {
    const store = createStore();
    const owner = store.create(configMap('owner'));
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid };
    store.create(configMap('a', {}, { labels: { app: 'x' }, ownerReferences: [reference] }));
    store.create(configMap('b', {}, { namespace: 'other', labels: { app: 'x' } }));
    const names = (query: Parameters<typeof store.list>[1]) =>
      store.list('ConfigMap', query).map((object) => object.metadata.name);
    expect(names({ namespace: 'default' })).toEqual(['owner', 'a']);
    expect(names({ labels: { app: 'x' } })).toEqual(['a', 'b']);
    expect(store.owned(owner.metadata.uid).map((object) => object.metadata.name)).toEqual(['a']);
    store.mutate('ConfigMap', 'default', 'a', (draft) => {
      delete draft.metadata.ownerReferences;
    });
    expect(store.owned(owner.metadata.uid)).toEqual([]);
  });

  it('with a finalizer stay until it is gone', () => {
    const store = createStore();
    const object = store.create(configMap('a', {}, { finalizers: ['wait'] }));
    const left = deleteObject(store, object, Date.now());
    expect(left?.metadata.deletionTimestamp).toBeDefined();
    store.mutate('ConfigMap', 'default', 'a', (draft) => {
      delete draft.metadata.finalizers;
    });
    expect(store.get('ConfigMap', 'default', 'a')).toBeUndefined();
  });
});

describe('changes', () => {
  it('reach every listener in the order in which they were made, also those that a listener makes', () => {
    const store = createStore();
    const seen: string[] = [];
    const note = (change: Change) => seen.push(`${change.type} ${change.object.metadata.name}`);
    store.subscribe('ConfigMap', ({ type, object }) => {
      if (type === 'ADDED' && object.metadata.name === 'a') store.create(configMap('b'));
    });
    store.subscribe('ConfigMap', note);
    store.create(configMap('a'));
    store.remove('ConfigMap', 'default', 'a');
    expect(seen).toEqual(['ADDED a', 'ADDED b', 'DELETED a']);
  });

  it('can be resumed from a revision, until they are too many', () => {
    const store = createStore({ historyLength: 5 });
    const { resourceVersion } = store.create(configMap('a')).metadata;
    store.create(configMap('b'));
    expect(
      store.changesSince('ConfigMap', Number(resourceVersion)).map((change) => change.object.metadata.name),
    ).toEqual(['b']);
    for (let count = 0; count < 20; count += 1) store.create(configMap(`more-${count}`));
    expect(() => store.changesSince('ConfigMap', Number(resourceVersion))).toThrow(
      'too old resource version',
    );
  });
});

describe('a journal', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pilotage-journal-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const contents = (store: ReturnType<typeof createStore>) =>
    store
      .list<ConfigMap>('ConfigMap')
      .map(({ metadata: { name }, data }) => `${name}=${data?.k}`)
      .sort();

  it('gives back, after any sequence of changes, what the store held', async () => {
    const change = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        async (lives) => {
          rmSync(folder, { recursive: true, force: true });
          let before: string[] = [];
          let revision = 0;
          for (const changes of lives) {
            const store = createStore({ journal: openJournal(folder) });
            expect(contents(store)).toEqual(before);
            expect(store.revision).toBeGreaterThanOrEqual(revision);
            for (const { name, value } of changes) {
              if (value === undefined) store.remove('ConfigMap', 'default', name);
              else if (!store.get('ConfigMap', 'default', name)) store.create(configMap(name, { k: value }));
              else {
                store.mutate<ConfigMap>('ConfigMap', 'default', name, (draft) => {
                  draft.data = { k: value };
                });
              }
            }
            before = contents(store);
            revision = store.revision;
            await store.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('forgives a last line that was cut off', async () => {
    const store = createStore({ journal: openJournal(folder) });
    store.create(configMap('a', { k: '1' }));
    await store.close();
    appendFileSync(join(folder, 'objects.jsonl'), '{"put":{"apiVersion":"v1","kind":"Conf');
    const again = createStore({ journal: openJournal(folder) });
    expect(contents(again)).toEqual(['a=1']);
    again.create(configMap('b', { k: '2' }));
    await again.close();
    const third = createStore({ journal: openJournal(folder) });
    expect(contents(third)).toEqual(['a=1', 'b=2']);
    await third.close();
  });

  it('does not let a watch resume over a restart without saying that changes may be missing', async () => {
    const store = createStore({ journal: openJournal(folder) });
    const { resourceVersion } = store.create(configMap('a')).metadata;
    await store.close();
    const again = createStore({ journal: openJournal(folder) });
    expect(() => again.changesSince('ConfigMap', Number(resourceVersion))).toThrow(
      'too old resource version',
    );
    await again.close();
  });
});
