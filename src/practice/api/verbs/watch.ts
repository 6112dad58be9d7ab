import { ApiError } from '../../errors.ts';
import type { RecordedChange } from '../../store/history.ts';
import type { KubeObject } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { statusOf } from '../errors.ts';
import { acceptedForm } from '../http/accept.ts';
import { presentObject } from '../present.ts';
import { apiVersionOf } from '../resources/resource.ts';
import { listOptions } from './list-options.ts';
import { selected, selection } from './select.ts';

/** A watcher that reads this much slower than the cluster changes is cut off; it can resume. */
const longestQueue = 16 * 1024 * 1024;
const bookmarkInterval = 60_000;

/** Streams the changes of a collection as JSON lines until the client goes or `timeoutSeconds` are over. */
export function watch(api: Api, call: Call): Answer {
  const { query, response } = call;
  const matches = selection(call);
  const { revision: from = 0, sendInitialEvents: sendInitial } = listOptions(call);
  const bookmarks = query.get('allowWatchBookmarks') === 'true';

  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const send = writer(api, call);
  const initial = sendInitial || from === 0;
  try {
    if (initial) for (const object of selected(api, call)) send('ADDED', object);
    else for (const change of api.store.changesSince(call.resource.stored, from)) forward(change);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    response.end(`${JSON.stringify({ type: 'ERROR', object: statusOf(error) })}\n`);
    return undefined;
  }
  if (sendInitial && bookmarks) bookmark({ 'k8s.io/initial-events-end': 'true' });
  follow();
  return undefined;

  function forward({ type, object, previous }: RecordedChange): void {
    const now = type !== 'DELETED' && matches(object);
    const before = previous !== undefined && matches(previous);
    if (now) send(before ? 'MODIFIED' : 'ADDED', object);
    else if (before) {
      // What left the selection is gone for this watcher, at the revision of the change that took it away.
      const { resourceVersion } = object.metadata;
      const last =
        type === 'DELETED' ? object : { ...previous, metadata: { ...previous.metadata, resourceVersion } };
      send('DELETED', last);
    }
  }

  function bookmark(annotations?: Record<string, string>): void {
    const { kind } = call.resource;
    const metadata = {
      resourceVersion: String(api.store.revision),
      creationTimestamp: null,
      ...(annotations ? { annotations } : {}),
    };
    send('BOOKMARK', { kind, apiVersion: apiVersionOf(call.resource), metadata } as unknown as KubeObject);
  }

  function follow(): void {
    const unsubscribe = api.store.watch(call.resource.stored, forward);
    const ticking = bookmarks ? setInterval(() => bookmark(), bookmarkInterval) : undefined;
    ticking?.unref();
    // Wall time, as the client counts it too.
    const seconds = Number(query.get('timeoutSeconds') ?? 0) || 1800 + Math.random() * 1800;
    const timer = setTimeout(finish, seconds * 1000);
    timer.unref();
    function finish(): void {
      unsubscribe();
      clearInterval(ticking);
      clearTimeout(timer);
      response.end();
    }
    if (call.signal.aborted) finish();
    call.signal.addEventListener('abort', finish, { once: true });
  }
}

function writer(api: Api, call: Call): (type: string, object: KubeObject) => void {
  const { response } = call;
  const { as } = acceptedForm(call.headers.accept);
  let described = false;
  return (type, object) => {
    if (response.writableLength > longestQueue) {
      response.destroy();
      return;
    }
    let shown: object = presentObject(api, call, object);
    if (as === 'Table') {
      if (type === 'BOOKMARK') shown = { ...shown, rows: [] };
      // The columns do not change in the course of a watch: only its first event has them.
      if (described) {
        const { columnDefinitions: _, ...rest } = shown as { columnDefinitions?: unknown };
        shown = rest;
      }
      described = true;
    } else if (type === 'BOOKMARK') shown = object;
    response.write(`${JSON.stringify({ type, object: shown })}\n`);
  };
}
