import type { KubeObject } from '../../api/objects.ts';
import { FILES, OUTPUT, SELECTOR } from '../../args/common.ts';
import { type FlagSpec, flag } from '../../args/flags.ts';
import type { Call } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { fetchObjects, type SelectionOptions, select, type Target } from '../../resources/selection.ts';

export const ROLLOUT_FLAGS: readonly FlagSpec[] = [
  ...FILES,
  ...OUTPUT,
  SELECTOR,
  flag('field-manager', 'string'),
];

export type Workload = Target & { name: string; object: KubeObject };

/** The objects that the arguments name. @throws KubectlError */
export async function workloads({ session, flags, args }: Call): Promise<Workload[]> {
  const filenames = flags.list('filename');
  if (args.length === 0 && filenames.length === 0) {
    throw new KubectlError('error: required resource not specified');
  }
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    filenames,
    recursive: flags.bool('recursive'),
    all: true,
  };
  const { targets } = await select(session, args, options);
  const found: Workload[] = [];
  for (const target of targets) {
    for (const object of await fetchObjects(session, target, options)) {
      const { namespace = '', name = '' } = object.metadata ?? {};
      found.push({ ...target, namespace, name, object });
    }
  }
  return found;
}

/** kubectl has no way to do this with such a type. */
export function noVisitor(what: string, { resource }: Target): KubectlError {
  const kind = `{${resource.group} ${resource.kind}}`;
  return new KubectlError(
    `error: error retrieving ${what} for "${resource.kind}", no visitor method exists for ${kind}`,
  );
}
