import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore } from '../../../src/practice/store/store.ts';
import { type ControlPlane, type Reply, startControlPlane } from '../support/control-plane.ts';

let plane: ControlPlane;

beforeEach(async () => {
  plane = await startControlPlane({ store: createStore({ historyLength: 50 }) });
});

afterEach(() => plane[Symbol.asyncDispose]());

const path = '/api/v1/namespaces/default/configmaps';
const create = (name: string, labels = {}) =>
  plane.request('POST', path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels } });

interface Watch {
  /** The next event. */
  next(): Promise<Reply>;
  /** Resolves when the server ends it. */
  ended: Promise<void>;
  close(): void;
}

async function watch(query: string, accept = 'application/json'): Promise<Watch> {
  const events: Reply[] = [];
  const waiting: ((event: Reply) => void)[] = [];
  let rest = '';
  const request = httpRequest(`${plane.url}${path}?watch=true&${query}`, { headers: { accept } });
  const response = await new Promise<import('node:http').IncomingMessage>((resolve) => {
    request.on('response', resolve).end();
  });
  response.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line);
      const next = waiting.shift();
      if (next) next(event);
      else events.push(event);
    }
  });
  const ended = new Promise<void>((resolve) => response.once('close', () => resolve()));
  response.on('error', () => undefined);
  return {
    next: () =>
      new Promise((resolve) => (events.length > 0 ? resolve(events.shift()) : waiting.push(resolve))),
    ended,
    close: () => request.destroy(),
  };
}

const summary = ({ type, object }: Reply) => `${type} ${object.metadata.name}`;

it('begins with what there is, and goes on with what changes', async () => {
  await create('a');
  const watching = await watch('fieldSelector=metadata.name!=kube-root-ca.crt');
  expect(summary(await watching.next())).toBe('ADDED a');
  await create('b');
  expect(summary(await watching.next())).toBe('ADDED b');
  await plane.request('PATCH', `${path}/b`, { data: { k: 'v' } }, 'application/merge-patch+json');
  const modified = await watching.next();
  expect(summary(modified)).toBe('MODIFIED b');
  expect(modified.object.data).toEqual({ k: 'v' });
  await plane.request('DELETE', `${path}/b`);
  expect(summary(await watching.next())).toBe('DELETED b');
  watching.close();
});

it('goes on where a list was made', async () => {
  const { body } = await plane.request('GET', path);
  await create('a');
  const watching = await watch(`resourceVersion=${body.metadata.resourceVersion}`);
  expect(summary(await watching.next())).toBe('ADDED a');
  watching.close();
});

it('says 410 when it was away for too long', async () => {
  const { body } = await plane.request('GET', path);
  for (let count = 0; count < 120; count += 1) await create(`many-${count}`);
  const watching = await watch(`resourceVersion=${body.metadata.resourceVersion}`);
  const event = await watching.next();
  expect(event).toMatchObject({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } });
  await watching.ended;
});

it('tells of objects that come into a selection, and of those that leave it', async () => {
  const watching = await watch('labelSelector=app%3Dweb');
  await create('a');
  await plane.request(
    'PATCH',
    `${path}/a`,
    { metadata: { labels: { app: 'web' } } },
    'application/merge-patch+json',
  );
  expect(summary(await watching.next())).toBe('ADDED a');
  await plane.request('PATCH', `${path}/a`, { metadata: { labels: null } }, 'application/merge-patch+json');
  expect(summary(await watching.next())).toBe('DELETED a');
  watching.close();
});

it('marks the end of the initial events', async () => {
  await create('a');
  const watching = await watch(
    'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da',
  );
  expect(summary(await watching.next())).toBe('ADDED a');
  const bookmark = await watching.next();
  expect(bookmark).toMatchObject({
    type: 'BOOKMARK',
    object: { kind: 'ConfigMap', metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
  });
  watching.close();
});

it('describes the columns of a table in the first event alone', async () => {
  await create('a');
  await create('b');
  const table = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const watching = await watch('fieldSelector=metadata.name!=kube-root-ca.crt', table);
  const first = await watching.next();
  expect(first.object.columnDefinitions.map((column: Reply) => column.name)).toEqual(['Name', 'Data', 'Age']);
  expect(first.object.rows[0].cells[0]).toBe('a');
  expect((await watching.next()).object.columnDefinitions).toBeUndefined();
  watching.close();
});

it('ends when its time is over', async () => {
  const watching = await watch('timeoutSeconds=1');
  await watching.ended;
});
