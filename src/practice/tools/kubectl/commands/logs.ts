import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, nameOf } from '../api/objects.ts';
import { SELECTOR } from '../args/common.ts';
import { type Flags, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError, StatusError, usageError } from '../errors.ts';
import { chooseContainer, containersOf, podsOf } from '../resources/pods.ts';
import { fetchList, select } from '../resources/selection.ts';
import type { Session } from '../session.ts';

export const logs: Command = {
  usage: 'logs (POD | TYPE/NAME | -l label) [-c CONTAINER] [-f] [-p] [flags]',
  summary: 'Print the logs for a container in a pod',
  flags: [
    SELECTOR,
    flag('all-containers', 'bool', 'of all containers of the pod'),
    flag('all-pods', 'bool', 'of all pods of the workload'),
    flag('container c', 'string', 'the container'),
    flag('follow f', 'bool', 'go on as more is written'),
    flag('ignore-errors', 'bool', 'with -f: go on when a log cannot be read'),
    flag('insecure-skip-tls-verify-backend', 'bool'),
    flag('limit-bytes', 'int', 'at most so many bytes', '0'),
    flag('max-log-requests', 'int', 'how many logs may be followed at once', '5'),
    flag('pod-running-timeout', 'duration', undefined, '20s'),
    flag('prefix', 'bool', 'begin each line with the pod and the container'),
    flag('previous p', 'bool', 'of the container before its last restart'),
    flag('since', 'duration', 'what is newer than 5s, 2m or 3h', '0s'),
    flag('since-time', 'string', 'what is newer than a time (RFC 3339)'),
    flag('tail', 'int', 'the last so many lines; -1 is all', '-1'),
    flag('timestamps', 'bool', 'begin each line with its time'),
  ],
  run: runLogs,
};

interface Source {
  pod: KubeObject;
  container: string;
}

async function runLogs(call: Call): Promise<void> {
  const { session, flags, args } = call;
  const selector = flags.string('selector');
  check(flags, args, selector);
  const pods = await podsToRead(call, selector);
  if (flags.int('tail') < -1) throw new KubectlError('error: --tail must be greater than or equal to -1');
  const sources = pods.flatMap((pod) => sourcesOf(session, flags, pod));
  const follow = flags.bool('follow');
  const limit = flags.int('max-log-requests');
  if (follow && sources.length > limit) {
    throw new KubectlError(
      `error: you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`,
    );
  }
  const query = queryOf(flags, selector !== '');
  const print = (source: Source) => copyLog(session, source, query, prefixOf(flags, source));
  if (follow && sources.length > 1) await Promise.all(sources.map(print));
  else for (const source of sources) await print(source);
}

function check(flags: Flags, args: readonly string[], selector: string): void {
  if (args.length === 0 && selector === '') {
    throw usageError(
      'logs',
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  }
  if (args.length > 0 && selector !== '')
    throw usageError('logs', 'only a selector (-l) or a POD name is allowed');
  if (args.length > 2) {
    throw usageError(
      'logs',
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  }
  if (flags.string('since-time') && flags.duration('since') !== 0) {
    throw new KubectlError('error: at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
}

async function podsToRead({ session, flags, args }: Call, selector: string): Promise<KubeObject[]> {
  const pods = await session.discovery.resolve('pods');
  if (selector !== '') {
    const { items } = await fetchList(session, resourcePath(pods, session.namespace), { selector });
    if (items.length === 0) session.err(`No resources found in ${session.namespace} namespace.\n`);
    return items;
  }
  const [first = '', container] = args;
  if (container !== undefined && !flags.changed('container')) flags.add('container', container);
  const { targets } = await select(session, first.includes('/') ? [first] : ['pods', first], {});
  const [target] = targets;
  if (!target?.name) return [];
  const { resource, namespace, name } = target;
  if (resource.kind === 'Pod') return [await readPod(session, namespace, name)];
  const found = await asLogsSays(namespace, () => podsOf(session, resource, namespace, name, 'for-logs'));
  const [pod] = found;
  if (!pod) throw new KubectlError('error: timed out waiting for the condition');
  if (flags.bool('all-pods')) return found;
  if (found.length > 1) session.err(`Found ${found.length} pods, using pod/${nameOf(pod)}\n`);
  return [pod];
}

async function readPod(session: Session, namespace: string, name: string): Promise<KubeObject> {
  const pods = await session.discovery.resolve('pods');
  return asLogsSays(namespace, () => session.client.get<KubeObject>(resourcePath(pods, namespace, name)));
}

/** What is not there, in this command's own words. */
async function asLogsSays<T>(namespace: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new KubectlError(
      `error: error from server (NotFound): ${error.message} in namespace "${namespace}"`,
    );
  }
}

function sourcesOf(session: Session, flags: Flags, pod: KubeObject): Source[] {
  if (flags.bool('all-containers')) {
    const { init, regular, ephemeral } = containersOf(pod);
    return [...init, ...regular, ...ephemeral].map((container) => ({ pod, container }));
  }
  return [{ pod, container: chooseContainer(session, pod, flags.string('container')) }];
}

function queryOf(flags: Flags, selected: boolean) {
  const tail = flags.changed('tail') ? flags.int('tail') : selected ? 10 : -1;
  const since = flags.duration('since');
  return {
    follow: flags.bool('follow') || undefined,
    previous: flags.bool('previous') || undefined,
    timestamps: flags.bool('timestamps') || undefined,
    tailLines: tail >= 0 ? tail : undefined,
    sinceSeconds: since > 0 ? Math.ceil(since / 1000) : undefined,
    sinceTime: flags.string('since-time') || undefined,
    limitBytes: flags.int('limit-bytes') || undefined,
  };
}

function prefixOf(flags: Flags, { pod, container }: Source): string {
  return flags.bool('prefix') || flags.bool('all-pods') ? `[pod/${nameOf(pod)}/${container}] ` : '';
}

async function copyLog(
  session: Session,
  { pod, container }: Source,
  query: ReturnType<typeof queryOf>,
  prefix: string,
): Promise<void> {
  const pods = await session.discovery.resolve('pods');
  const path = resourcePath(pods, pod.metadata?.namespace ?? session.namespace, nameOf(pod), 'log');
  let response: IncomingMessage;
  try {
    response = await session.client.open('GET', path, { query: { ...query, container }, accept: '*/*' });
  } catch (error) {
    if (session.flags.bool('ignore-errors') && error instanceof StatusError) {
      session.err(`error: ${error.message}\n`);
      return;
    }
    throw error;
  }
  if (prefix === '') {
    response.on('data', (chunk: Buffer) => session.out(chunk));
    response.on('error', () => undefined);
    await once(response, 'close');
    return;
  }
  for await (const line of createInterface({ input: response })) session.out(`${prefix}${line}\n`);
}
