import { FILES, OUTPUT, SELECTOR } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { type SelectionOptions, select } from '../resources/selection.ts';

export const get: Command = {
  usage: 'get (TYPE[,TYPE] [NAME…] | TYPE/NAME…) [flags]',
  summary: 'Display one or many resources',
  flags: [
    ...OUTPUT,
    ...FILES,
    SELECTOR,
    flag('all-namespaces A', 'bool', 'look in all namespaces'),
    flag('chunk-size', 'int', undefined, '500'),
    flag('field-selector', 'string', 'the fields to select by: status.phase=Running'),
    flag('ignore-not-found', 'bool', 'what is not there is no error'),
    flag('label-columns L', 'list', 'labels to show as columns'),
    flag('no-headers', 'bool', 'without the line of headers'),
    flag('output-watch-events', 'bool', 'with -w: show what kind of event each line is'),
    flag('raw', 'string', 'ask the server for this path'),
    flag('server-print', 'bool', undefined, 'true'),
    flag('show-kind', 'bool', 'name the type with every object'),
    flag('show-labels', 'bool', 'show all labels as the last column'),
    flag('sort-by', 'string', 'sort by a field: .metadata.creationTimestamp'),
    flag('subresource', 'string'),
    flag('watch w', 'bool', 'then show changes as they come'),
    flag('watch-only', 'bool', 'show changes, not what is there'),
  ],
  run: runGet,
};

async function runGet({ session, flags, args }: Call): Promise<void> {
  const raw = flags.string('raw');
  if (raw !== '') {
    session.out(await session.client.text('GET', raw));
    return;
  }
  if (args.length === 0 && flags.list('filename').length === 0 && !flags.changed('kustomize')) {
    session.err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    );
    throw new KubectlError(
      'error: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples',
    );
  }
  if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only')) {
    throw new KubectlError(
      'error: --output-watch-events option can only be used with --watch or --watch-only',
    );
  }
  const watching = flags.bool('watch') || flags.bool('watch-only');
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: true,
  };
  const output = flags.string('output');
  const human = output === '' || output === 'wide';
  if (!human) {
    const { checkFormat, printGeneric } = await import('./get/generic.ts');
    await checkFormat(flags);
    const selection = await select(session, args, options);
    if (watching) return (await import('./get/watch.ts')).watchObjects(session, flags, selection, options);
    return printGeneric(session, flags, selection, options);
  }
  const selection = await select(session, args, options);
  if (watching) return (await import('./get/watch.ts')).watchTable(session, flags, selection, options);
  return (await import('./get/tables.ts')).printTables(session, flags, selection, options);
}
