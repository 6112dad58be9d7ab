import { AS_TABLE } from '../../api/client.ts';
import { type Resource, resourcePath, singularQualified } from '../../api/discovery.ts';
import { at, type KubeObject } from '../../api/objects.ts';
import type { Flags } from '../../args/flags.ts';
import { isNotFound, throwAll } from '../../errors.ts';
import { type Table, type TableOptions, tableLines, tableWriter } from '../../printers/table.ts';
import {
  CHUNK,
  refusedList,
  type Selection,
  type SelectionOptions,
  type Target,
} from '../../resources/selection.ts';
import type { Session } from '../../session.ts';
import { ago } from '../../values/duration.ts';
import { sortRows } from './sort.ts';

interface Fetched {
  target: Target;
  table: Table;
}

/** `kubectl get` for people: the server's tables, one block a type. */
export async function printTables(
  session: Session,
  flags: Flags,
  selection: Selection,
  options: SelectionOptions,
): Promise<void> {
  const sortBy = flags.string('sort-by');
  const { fetched, errors } = await fetchAll(session, selection.targets, options, sortBy !== '', flags);
  const kinds = new Set(fetched.map(({ target }) => `${target.resource.group}/${target.resource.kind}`));
  const withKind = kinds.size > 1 || flags.bool('show-kind');
  let printed = false;
  for (const block of blocks(fetched)) {
    const rows = block.flatMap(({ table }) => table.rows ?? []);
    const [first] = block;
    if (rows.length === 0 || !first) continue;
    const columns =
      block.find(({ table }) => (table.columnDefinitions ?? []).length > 0)?.table.columnDefinitions ?? [];
    const sorted = sortBy === '' ? rows : sortRows(rows, sortBy);
    if (sorted.length === 0) continue;
    const text = tableLines(columns, sorted, tableOptions(flags, first.target.resource, withKind, options));
    if (printed && !flags.bool('no-headers')) session.out('\n');
    session.out(tableWriter().format(text));
    printed = true;
  }
  if (!printed && errors.length === 0 && !flags.bool('ignore-not-found')) {
    const namespaced = selection.targets.every(({ resource }) => resource.namespaced);
    const where = namespaced && !options.allNamespaces ? ` in ${session.namespace} namespace.` : '';
    session.err(`No resources found${where}\n`);
  }
  throwAll(errors);
}

export function tableOptions(
  flags: Flags,
  resource: Resource,
  withKind: boolean,
  options: SelectionOptions,
): TableOptions {
  return {
    headers: !flags.bool('no-headers'),
    wide: flags.string('output') === 'wide',
    namespaces: resource.namespaced && (options.allNamespaces ?? false),
    prefix: withKind ? `${singularQualified(resource.kind, resource.group)}/` : '',
    labelColumns: flags.list('label-columns'),
    showLabels: flags.bool('show-labels'),
  };
}

async function fetchAll(
  session: Session,
  targets: readonly Target[],
  options: SelectionOptions,
  objects: boolean,
  flags: Flags,
): Promise<{ fetched: Fetched[]; errors: unknown[] }> {
  const answers = await Promise.allSettled(
    targets.map((target) => fetchTable(session, target, options, objects, flags)),
  );
  const fetched: Fetched[] = [];
  const errors: unknown[] = [];
  for (const [index, answer] of answers.entries()) {
    const target = targets[index];
    if (!target) continue;
    if (answer.status === 'fulfilled') fetched.push({ target, table: answer.value });
    else if (!(flags.bool('ignore-not-found') && isNotFound(answer.reason))) errors.push(answer.reason);
  }
  return { fetched, errors };
}

/** @param objects ask for whole objects with the rows, not their metadata alone */
export async function fetchTable(
  session: Session,
  { resource, namespace, name }: Target,
  { selector, fieldSelector }: SelectionOptions,
  objects: boolean,
  flags: Flags,
): Promise<Table> {
  const sub = flags.string('subresource') || undefined;
  let table: Table | undefined;
  do {
    const path = resourcePath(resource, namespace, name, sub);
    const answer = await session.client
      .get<Table | KubeObject>(path, {
        accept: AS_TABLE,
        query: {
          labelSelector: selector || undefined,
          fieldSelector: fieldSelector || undefined,
          limit: name === undefined ? CHUNK : undefined,
          continue: table?.metadata?.continue,
          includeObject: objects ? 'Object' : undefined,
        },
      })
      .catch((error) => refusedList(error, path, selector, fieldSelector));
    const next = answer.kind === 'Table' ? (answer as Table) : asTable(answer as KubeObject);
    table = { ...next, rows: [...(table?.rows ?? []), ...(next.rows ?? [])] };
  } while (table.metadata?.continue);
  return table;
}

/** For a server that has no tables for a type. */
function asTable(answer: KubeObject): Table {
  const items = (at(answer, 'items') as KubeObject[] | undefined) ?? [answer];
  return {
    kind: 'Table',
    columnDefinitions: [{ name: 'Name' }, { name: 'Age' }],
    rows: items.map((object) => {
      const { name = '', creationTimestamp } = object.metadata ?? {};
      return { cells: [name, ago(creationTimestamp)], object };
    }),
  };
}

/** Neighbours of one type share their headers. */
function blocks(fetched: readonly Fetched[]): Fetched[][] {
  const result: Fetched[][] = [];
  for (const one of fetched) {
    const last = result.at(-1);
    if (last?.[0] && last[0].target.resource === one.target.resource) last.push(one);
    else result.push([one]);
  }
  return result;
}
