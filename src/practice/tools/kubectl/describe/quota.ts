import { canonicalQuantity } from '../../../quantity.ts';
import { resourcePath } from '../api/discovery.ts';
import { type Dict, dictAt, type KubeObject, listAt, nameOf, textAt } from '../api/objects.ts';
import { fetchList } from '../resources/selection.ts';
import type { Session } from '../session.ts';
import { annotations, header, labels } from './metadata.ts';
import { type Description, longTime } from './writer.ts';

export async function describeNamespace(
  w: Description,
  session: Session,
  namespace: KubeObject,
): Promise<void> {
  w.line(0, 'Name:', nameOf(namespace));
  labels(w, 'Labels', namespace.metadata?.labels);
  annotations(w, 'Annotations', namespace.metadata?.annotations);
  w.line(0, 'Status:', textAt(namespace, 'status', 'phase'));
  const conditions = listAt(namespace, 'status', 'conditions');
  if (conditions.length > 0) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type', 'Status', 'LastTransitionTime', 'Reason', 'Message');
    w.line(1, '----', '------', '------------------', '------', '-------');
  }
  for (const one of conditions) {
    const cells = [textAt(one, 'type'), textAt(one, 'status'), longTime(one.lastTransitionTime)];
    w.line(1, ...cells, textAt(one, 'reason'), textAt(one, 'message'));
  }
  const inside = async (type: string) =>
    (await fetchList(session, resourcePath(await session.discovery.resolve(type), nameOf(namespace)), {}))
      .items;
  w.line(0, '');
  quotas(w, await inside('resourcequotas'));
  w.line(0, '');
  limitRanges(w, await inside('limitranges'));
}

function quotas(w: Description, list: readonly KubeObject[]): void {
  if (list.length === 0) {
    w.line(0, 'No resource quota.');
    return;
  }
  w.line(0, 'Resource Quotas');
  for (const quota of [...list].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
    w.line(1, 'Name:', nameOf(quota));
    scopes(w, quota, 1, '* ');
    w.line(1, 'Resource', 'Used', 'Hard');
    w.line(1, '--------', '---', '---');
    usage(w, quota, 1);
  }
}

function usage(w: Description, quota: KubeObject, level: number): void {
  const hard = dictAt(quota, 'status', 'hard');
  for (const name of Object.keys(hard).sort()) {
    w.line(
      level,
      name,
      canonicalQuantity(textAt(quota, 'status', 'used', name) || '0'),
      canonicalQuantity(textAt(hard, name)),
    );
  }
}

const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function scopes(w: Description, quota: KubeObject, level: number, bullet: string): void {
  const list = [...listAt<string>(quota, 'spec', 'scopes')].sort();
  if (list.length === 0) return;
  w.line(level, 'Scopes:', list.join(', '));
  for (const scope of list) if (SCOPES[scope]) w.line(level, `${bullet}${SCOPES[scope]}`);
}

export async function describeQuota(w: Description, _session: Session, quota: KubeObject): Promise<void> {
  header(w, quota);
  scopes(w, quota, 0, ' * ');
  w.line(0, 'Resource', 'Used', 'Hard');
  w.line(0, '--------', '----', '----');
  usage(w, quota, 0);
}

const COLUMNS = [
  'Type',
  'Resource',
  'Min',
  'Max',
  'Default Request',
  'Default Limit',
  'Max Limit/Request Ratio',
];
const RULES = COLUMNS.map((column) => '-'.repeat(column.length));

function limitRanges(w: Description, list: readonly KubeObject[]): void {
  if (list.length === 0) {
    w.line(0, 'No LimitRange resource.');
    return;
  }
  w.line(0, 'Resource Limits');
  w.line(0, ` ${COLUMNS[0]}`, ...COLUMNS.slice(1));
  w.line(0, ` ${RULES[0]}`, ...RULES.slice(1));
  for (const range of list) limits(w, range, ' ');
}

export async function describeLimitRange(
  w: Description,
  _session: Session,
  range: KubeObject,
): Promise<void> {
  header(w, range);
  w.line(0, ...COLUMNS);
  w.line(0, ...RULES);
  limits(w, range, '');
}

const FIELDS = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'];

function limits(w: Description, range: KubeObject, prefix: string): void {
  for (const item of listAt(range, 'spec', 'limits')) {
    const names = new Set(FIELDS.flatMap((field) => Object.keys(dictAt(item, field))));
    for (const name of [...names].sort())
      w.line(0, `${prefix}${textAt(item, 'type')}`, name, ...values(item, name));
  }
}

const values = (item: Dict, name: string): string[] =>
  FIELDS.map((field) => canonicalQuantity(textAt(item, field, name) || '-'));
