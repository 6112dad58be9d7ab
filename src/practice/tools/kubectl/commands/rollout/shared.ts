import { qualified } from '../../api/discovery.ts';
import type { KubeObject } from '../../api/objects.ts';
import { FILES, OUTPUT, SELECTOR } from '../../args/common.ts';
import { type FlagSpec, flag } from '../../args/flags.ts';
import type { Call } from '../../command.ts';
import { KubectlError, usageError } from '../../errors.ts';
import { fetchObjects, type SelectionOptions, select, type Target } from '../../resources/selection.ts';

export const ROLLOUT_FLAGS: readonly FlagSpec[] = [
  ...FILES,
  ...OUTPUT,
  SELECTOR,
  flag('field-manager', 'string'),
];

export type Workload = Target & { name: string; object: KubeObject };

/** The workloads that the arguments name. @throws KubectlError when one is of a type that is not rolled out */
export async function workloads(
  { session, flags, args }: Call,
  command: string,
  doing: string,
): Promise<Workload[]> {
  const filenames = flags.list('filename');
  if (args.length === 0 && filenames.length === 0)
    throw usageError(`rollout ${command}`, 'required resource not specified');
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    filenames,
    recursive: flags.bool('recursive'),
    all: true,
  };
  const { targets } = await select(session, args, options);
  const found: Workload[] = [];
  for (const target of targets) {
    if (doing !== '' && !['Deployment', 'DaemonSet', 'StatefulSet'].includes(target.resource.kind)) {
      throw new KubectlError(
        `error: ${qualified(target.resource)} "${target.name}" ${doing} is not supported`,
      );
    }
    for (const object of await fetchObjects(session, target, options)) {
      found.push({
        ...target,
        namespace: object.metadata?.namespace ?? '',
        name: object.metadata?.name ?? '',
        object,
      });
    }
  }
  return found;
}
