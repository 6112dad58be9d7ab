import { AS_TABLE } from '../../api/client.ts';
import { resourcePath } from '../../api/discovery.ts';
import type { KubeObject } from '../../api/objects.ts';
import { watch } from '../../api/watch.ts';
import type { Flags } from '../../args/flags.ts';
import { KubectlError } from '../../errors.ts';
import { type Table, type TableColumn, tableLines, tableWriter } from '../../printers/table.ts';
import { fetchList, type Selection, type SelectionOptions, type Target } from '../../resources/selection.ts';
import type { Session } from '../../session.ts';
import { checkFormat } from './generic.ts';
import { fetchTable, tableOptions } from './tables.ts';

/** A watch is on a collection; one object is the collection with that name. */
function watched(
  selection: Selection,
  options: SelectionOptions,
): { target: Target; path: string; options: SelectionOptions } {
  const [target] = selection.targets;
  if (!target || selection.targets.length !== 1) {
    throw new KubectlError('error: you may only specify a single resource type');
  }
  const path = resourcePath(target.resource, target.namespace);
  if (target.name === undefined) return { target, path, options };
  return { target, path, options: { ...options, fieldSelector: `metadata.name=${target.name}` } };
}

const queryOf = ({ selector, fieldSelector }: SelectionOptions, resourceVersion: string | undefined) => ({
  labelSelector: selector || undefined,
  fieldSelector: fieldSelector || undefined,
  resourceVersion,
});

/** `kubectl get -w`: the table, then a line for every change, until it is interrupted. */
export async function watchTable(
  session: Session,
  flags: Flags,
  selection: Selection,
  options: SelectionOptions,
): Promise<void> {
  const { target, path, options: query } = watched(selection, options);
  const table = await fetchTable(session, target, options, false, flags);
  const writer = tableWriter();
  const withEvents = flags.bool('output-watch-events');
  const shape = tableOptions(flags, target.resource, flags.bool('show-kind'), options);
  let headers = shape.headers;
  const print = (columns: readonly TableColumn[], rows: Table['rows'], event: string) => {
    if ((rows ?? []).length === 0) return;
    const shown = withEvents ? [{ name: 'Event' }, ...columns] : columns;
    const lines = withEvents
      ? rows?.map((row) => ({ ...row, cells: [event.padEnd(8), ...row.cells] }))
      : rows;
    session.out(writer.format(tableLines(shown, lines ?? [], { ...shape, headers })));
    headers = false;
  };
  let columns = table.columnDefinitions ?? [];
  if (!flags.bool('watch-only')) print(columns, table.rows, 'ADDED');
  const from = queryOf(query, table.metadata?.resourceVersion ?? versionOf(table));
  for await (const event of watch<Table>(
    session.client,
    path,
    from,
    new AbortController().signal,
    AS_TABLE,
  )) {
    if (event.type === 'BOOKMARK') continue;
    if ((event.object.columnDefinitions ?? []).length > 0) columns = event.object.columnDefinitions ?? [];
    print(columns, event.object.rows, event.type);
  }
}

const versionOf = (table: Table): string | undefined => table.rows?.[0]?.object?.metadata?.resourceVersion;

/** `kubectl get -w -o yaml` and the like: every object as it is, and as it becomes. */
export async function watchObjects(
  session: Session,
  flags: Flags,
  selection: Selection,
  options: SelectionOptions,
): Promise<void> {
  const printer = await checkFormat(flags);
  const { path, options: query } = watched(selection, options);
  const list = await fetchList(session, path, query);
  const show = (object: KubeObject, type: string) =>
    session.out(printer(flags.bool('output-watch-events') ? { type, object } : object));
  if (!flags.bool('watch-only')) for (const item of list.items) show(item, 'ADDED');
  const signal = new AbortController().signal;
  for await (const event of watch(session.client, path, queryOf(query, list.resourceVersion), signal)) {
    if (event.type !== 'BOOKMARK') show(event.object, event.type);
  }
}
