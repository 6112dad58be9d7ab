import type { Pod } from '../../objects.ts';
import type { LogQuery } from '../../types.ts';
import type { Answer, Api, Call } from '../call.ts';
import { badRequest } from '../errors.ts';
import { existing } from '../verbs/read.ts';

/** `/log`: a container's output as text, for as long as it is followed. */
export async function log(api: Api, call: Call): Promise<Answer> {
  const pod = existing(api, call) as Pod;
  const query = logQuery(call.query, pod, api.clock.now());
  const { namespace = '', name } = pod.metadata;
  const lines = api.agent.logs(namespace, name, query, call.signal)[Symbol.asyncIterator]();
  // The first line (or the end) is awaited before the headers: until then an error can still be told as one, except
  // for a log that is followed and may stay empty for long.
  const first = lines.next();
  const { response } = call;
  const begin = () => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.flushHeaders();
  };
  const started = await Promise.race([first.then(() => true), soon()]);
  begin();
  if (!started && call.signal.aborted) return undefined;
  const limit = Number(call.query.get('limitBytes') ?? Number.POSITIVE_INFINITY);
  let written = 0;
  try {
    for (let next = await first; !next.done && written < limit; next = await lines.next()) {
      const text = next.value.slice(0, limit - written);
      written += text.length;
      if (!response.write(text)) await drained(call);
      if (call.signal.aborted) break;
    }
  } finally {
    await lines.return?.();
  }
  response.end();
  return undefined;
}

function soon(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), 50));
}

function drained({ response, signal }: Call): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** @throws ApiError 400 in kubectl's words when it is not clear which container is meant */
export function containerOf(pod: Pod, wanted: string | null): string {
  const { containers, initContainers = [] } = pod.spec;
  const { name } = pod.metadata;
  const names = containers.map((container) => container.name);
  if (wanted) {
    if ([...containers, ...initContainers].some((container) => container.name === wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  if (names.length === 1 && names[0] !== undefined) return names[0];
  const choices = `choose one of: [${names.join(' ')}]`;
  const init =
    initContainers.length > 0
      ? ` or one of the init containers: [${initContainers.map((one) => one.name).join(' ')}]`
      : '';
  throw badRequest(`a container name must be specified for pod ${name}, ${choices}${init}`);
}

function logQuery(query: URLSearchParams, pod: Pod, now: number): LogQuery {
  const tail = query.get('tailLines');
  const seconds = query.get('sinceSeconds');
  const time = query.get('sinceTime');
  const since = time ? new Date(time) : seconds ? new Date(now - Number(seconds) * 1000) : undefined;
  if (since && Number.isNaN(since.getTime())) throw badRequest(`invalid sinceTime: ${time}`);
  return {
    container: containerOf(pod, query.get('container')),
    follow: query.get('follow') === 'true',
    previous: query.get('previous') === 'true',
    timestamps: query.get('timestamps') === 'true',
    ...(tail === null ? {} : { tailLines: Number(tail) }),
    ...(since ? { since } : {}),
  };
}
