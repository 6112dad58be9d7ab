import { nameOf } from '../../api/objects.ts';
import { lastApplied } from '../../apply/last-applied.ts';
import { FILES, SELECTOR } from '../../args/common.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { toJson } from '../../printers/json.ts';
import { toYaml } from '../../printers/yaml.ts';
import { fetchObjects, select } from '../../resources/selection.ts';

export const viewLastApplied: Command = {
  usage: 'apply view-last-applied (TYPE NAME | TYPE/NAME | -f FILENAME) [-o yaml|json]',
  summary: 'View the latest last-applied-configuration annotations of a resource/object',
  flags: [...FILES, SELECTOR, flag('all', 'bool'), flag('output o', 'string', 'yaml or json', 'yaml')],
  run: view,
};

async function view({ session, flags, args }: Call): Promise<void> {
  const options = {
    selector: flags.string('selector'),
    filenames: flags.list('filename'),
    all: flags.bool('all'),
  };
  const output = flags.string('output');
  if (!['yaml', 'json'].includes(output)) {
    throw new KubectlError(
      `error: Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
    );
  }
  const { targets } = await select(session, args, options);
  for (const target of targets) {
    for (const object of await fetchObjects(session, target, options)) {
      const applied = lastApplied(object);
      if (!applied) {
        throw new KubectlError(
          `error: no last-applied-configuration annotation found on resource: ${nameOf(object)}`,
        );
      }
      session.out(output === 'json' ? `${toJson(applied, 2)}\n` : toYaml(applied));
    }
  }
}
