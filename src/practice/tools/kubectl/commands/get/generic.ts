import type { KubeObject } from '../../api/objects.ts';
import type { Flags } from '../../args/flags.ts';
import { isNotFound, throwAll } from '../../errors.ts';
import { parseColumns, parseColumnsFile, printColumns } from '../../printers/custom-columns.ts';
import { type ObjectPrinter, objectPrinter, readTemplate } from '../../printers/objects.ts';
import { fetchObjects, type Selection, type SelectionOptions } from '../../resources/selection.ts';
import type { Session } from '../../session.ts';
import { sortObjects } from './sort.ts';

/** The printer of `get -o`, custom columns included. @throws KubectlError for an unknown format */
export async function checkFormat(flags: Flags): Promise<ObjectPrinter> {
  const output = flags.string('output');
  if (/^custom-columns(-file)?(=|$)/.test(output)) {
    const argument = output.slice(output.indexOf('=') < 0 ? output.length : output.indexOf('=') + 1);
    const columns = output.startsWith('custom-columns-file')
      ? parseColumnsFile(readTemplate(argument))
      : parseColumns(argument);
    return (object) => printColumns(columns, itemsOf(object), !flags.bool('no-headers'));
  }
  return objectPrinter({
    output,
    template: flags.string('template'),
    showManagedFields: flags.bool('show-managed-fields'),
    allowMissingKeys: flags.bool('allow-missing-template-keys'),
    more: ['custom-columns', 'custom-columns-file', 'wide'],
  });
}

const itemsOf = (object: KubeObject): KubeObject[] =>
  object.kind === 'List' && Array.isArray(object.items) ? (object.items as KubeObject[]) : [object];

/** `kubectl get -o yaml|json|jsonpath=…|custom-columns=…`: one object, or everything as one List. */
export async function printGeneric(
  session: Session,
  flags: Flags,
  selection: Selection,
  options: SelectionOptions,
): Promise<void> {
  const printer = await checkFormat(flags);
  const answers = await Promise.allSettled(
    selection.targets.map((target) => fetchObjects(session, target, options)),
  );
  const errors = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as unknown] : [],
  );
  const objects = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const serious = flags.bool('ignore-not-found') ? errors.filter((error) => !isNotFound(error)) : errors;
  const [only] = objects;
  if (selection.single && objects.length === 1 && only) {
    session.out(printer(only));
  } else if (!(selection.single && objects.length === 0)) {
    const sortBy = flags.string('sort-by');
    const items = sortBy === '' ? objects : sortObjects(objects, sortBy);
    session.out(printer({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }));
  }
  throwAll(serious);
}
