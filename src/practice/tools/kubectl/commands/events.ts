import { Tabwriter } from '../../common/tabwriter.ts';
import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, numberAt, textAt } from '../api/objects.ts';
import { watch } from '../api/watch.ts';
import { OUTPUT } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { objectPrinter } from '../printers/objects.ts';
import { fetchList } from '../resources/selection.ts';
import { ago } from '../values/duration.ts';

export const events: Command = {
  usage: 'events [--for TYPE/NAME] [--types=Normal,Warning] [-w] [flags]',
  summary: 'List events',
  flags: [
    ...OUTPUT,
    flag('all-namespaces A', 'bool', 'of all namespaces'),
    flag('chunk-size', 'int'),
    flag('for', 'string', 'of this object: TYPE/NAME'),
    flag('no-headers', 'bool', 'without the line of headers'),
    flag('types', 'list', 'Normal, Warning'),
    flag('watch w', 'bool', 'then show more as they come'),
  ],
  run: runEvents,
};

async function runEvents({ session, flags }: Call): Promise<void> {
  const resource = await session.discovery.resolve('events');
  const all = flags.bool('all-namespaces');
  const path = resourcePath(resource, all ? undefined : session.namespace);
  const fieldSelector = await selectorFor({ session, flags });
  const types = flags.list('types').map((type) => type.toLowerCase());
  const wanted = (event: KubeObject) =>
    types.length === 0 || types.includes(textAt(event, 'type').toLowerCase());
  const { items, resourceVersion } = await fetchList(session, path, { fieldSelector });
  const list = items
    .filter(wanted)
    .sort((a, b) => (lastSeen(a) < lastSeen(b) ? -1 : lastSeen(a) > lastSeen(b) ? 1 : 0));
  if (flags.string('output')) {
    const print = await objectPrinter({ output: flags.string('output'), template: flags.string('template') });
    session.out(print({ apiVersion: 'v1', items: list, kind: 'List', metadata: { resourceVersion } }));
    return;
  }
  const writer = new Tabwriter({ minWidth: 6, padding: 3, rememberWidths: true });
  if (list.length === 0 && !flags.bool('watch')) {
    session.err(all ? 'No events found.\n' : `No events found in ${session.namespace} namespace.\n`);
    return;
  }
  const head = `${all ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`;
  session.out(
    writer.format((flags.bool('no-headers') ? '' : head) + list.map((event) => line(event, all)).join('')),
  );
  if (!flags.bool('watch')) return;
  for await (const { type, object } of watch(
    session.client,
    path,
    { fieldSelector, resourceVersion },
    new AbortController().signal,
  )) {
    if (type !== 'BOOKMARK' && type !== 'DELETED' && wanted(object))
      session.out(writer.format(line(object, all)));
  }
}

async function selectorFor({ session, flags }: Pick<Call, 'session' | 'flags'>): Promise<string> {
  const target = flags.string('for');
  if (target === '') return '';
  const [type = '', name, ...rest] = target.split('/');
  if (name === undefined || rest.length > 0) {
    throw new KubectlError('error: --for must be in resource/name form');
  }
  const { kind, group, version } = await session.discovery.resolve(type);
  return `involvedObject.apiVersion=${group ? `${group}/${version}` : version},involvedObject.kind=${kind},involvedObject.name=${name}`;
}

const lastSeen = (event: KubeObject): string =>
  textAt(event, 'series', 'lastObservedTime') || textAt(event, 'lastTimestamp') || textAt(event, 'eventTime');

const firstSeen = (event: KubeObject): string =>
  textAt(event, 'firstTimestamp') || textAt(event, 'eventTime');

function line(event: KubeObject, withNamespace: boolean): string {
  const count = numberAt(event, 'series', 'count') || numberAt(event, 'count');
  const last = ago(lastSeen(event));
  const seen = count > 1 ? `${last} (x${count} over ${ago(firstSeen(event))})` : last;
  const object = `${textAt(event, 'involvedObject', 'kind')}/${textAt(event, 'involvedObject', 'name')}`;
  const cells = [
    seen,
    textAt(event, 'type'),
    textAt(event, 'reason'),
    object,
    textAt(event, 'message').trim(),
  ];
  if (withNamespace) cells.unshift(textAt(event, 'metadata', 'namespace'));
  return `${cells.join('\t')}\n`;
}
