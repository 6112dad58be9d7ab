import { resourcePath } from '../../api/discovery.ts';
import { at, type Dict, isDict, type KubeObject, listAt, nameOf } from '../../api/objects.ts';
import { threeWayPatch } from '../../apply/three-way.ts';
import { dryRunOf, FILES, OUTPUT, SELECTOR, WRITE, writeQuery } from '../../args/common.ts';
import { absent, type FlagSpec, flag } from '../../args/flags.ts';
import type { Call } from '../../command.ts';
import { KubectlError, throwAll } from '../../errors.ts';
import { fetchObjects, type SelectionOptions, select } from '../../resources/selection.ts';
import { resultPrinter } from '../../resources/submit.ts';

export const SET_FLAGS: readonly FlagSpec[] = [
  ...FILES,
  ...OUTPUT,
  ...WRITE,
  SELECTOR,
  flag('all', 'bool', 'all resources of the type, in the namespace'),
  absent('local', 'bool', 'Use --dry-run=client -o yaml.'),
];

/** Where the pod spec lies in an object of each kind. */
function podSpecPath(object: KubeObject): string[] {
  if (object.kind === 'Pod') return ['spec'];
  if (object.kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
  return ['spec', 'template', 'spec'];
}

/** The containers of an object, init containers first, as a copy that may be written to. */
export interface Containers {
  initContainers: Dict[];
  containers: Dict[];
}

/**
 * Lets a change write to the containers of every object named, and sends what became of them. What is wrong with the
 * change is said after what is wrong with the names, as kubectl does: hence `prepare`.
 */
export async function changeContainers(
  { session, flags, args }: Call,
  done: string,
  prepare: () => (containers: Containers) => void,
): Promise<void> {
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: flags.bool('all'),
  };
  const dryRun = dryRunOf(flags);
  const print = await resultPrinter(flags, done);
  const { targets } = await select(session, args, options);
  const errors: unknown[] = [];
  for (const target of targets) {
    const objects = await fetchObjects(session, target, options);
    const change = prepare();
    for (const object of objects) {
      const path = podSpecPath({ ...object, kind: target.resource.kind });
      const spec = at(object, ...path);
      if (!isDict(spec)) {
        errors.push(
          new KubectlError(
            `error: ${target.resource.name}/${nameOf(object)} the object is not a pod or does not have a pod template`,
          ),
        );
        continue;
      }
      const before: Containers = {
        initContainers: listAt(spec, 'initContainers'),
        containers: listAt(spec, 'containers'),
      };
      const after = structuredClone(before);
      try {
        change(after);
      } catch (error) {
        errors.push(error);
        continue;
      }
      const body = threeWayPatch({ ...before }, { ...after }, { ...before }, true);
      if (Object.keys(body).length === 0) {
        if (flags.string('output')) session.out(print(object));
        continue;
      }
      const changed = nest(path, body);
      if (dryRun === 'client') {
        session.out(print(overlay(object, path, { ...after })));
        continue;
      }
      const namespace = object.metadata?.namespace ?? target.namespace;
      const result = await session.client.send<KubeObject>(
        'PATCH',
        resourcePath(target.resource, namespace, nameOf(object)),
        {
          body: changed,
          contentType: 'application/strategic-merge-patch+json',
          query: {
            ...writeQuery(flags, dryRun),
            fieldManager: flags.string('field-manager') || 'kubectl-set',
          },
        },
      );
      session.out(print(result));
    }
  }
  throwAll(errors);
}

const nest = (path: readonly string[], body: Dict): Dict =>
  path.reduceRight<Dict>((inner, key) => ({ [key]: inner }), body);

function overlay(object: KubeObject, path: readonly string[], body: Dict): KubeObject {
  const copy = structuredClone(object);
  const filled = Object.entries(body).filter(([, list]) => !(Array.isArray(list) && list.length === 0));
  Object.assign(at(copy, ...path) as Dict, Object.fromEntries(filled));
  return copy;
}

/** Splits arguments into those that name resources and the KEY=VALUE ones behind them. */
export function splitPairs(
  args: readonly string[],
  isPair: (arg: string) => boolean,
): { resources: string[]; pairs: string[] } {
  const first = args.findIndex(isPair);
  return first < 0
    ? { resources: [...args], pairs: [] }
    : { resources: args.slice(0, first), pairs: args.slice(first) };
}

/** The containers whose names fit a pattern: `*` is any text. */
export function matching(containers: readonly Dict[], pattern: string): Dict[] {
  const expression = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  return containers.filter((container) => expression.test(String(container.name)));
}
