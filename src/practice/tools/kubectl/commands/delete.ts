import { resourcePath, singularQualified } from '../api/discovery.ts';
import { type KubeObject, nameOf } from '../api/objects.ts';
import { DRY_RUN, dryRunOf, FILES, operation, SELECTOR } from '../args/common.ts';
import { type FlagSpec, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError, StatusError, throwAll } from '../errors.ts';
import { awaitObject } from '../resources/await.ts';
import { fetchObjects, type SelectionOptions, select, type Target } from '../resources/selection.ts';

const CASCADE: FlagSpec = {
  ...flag(
    'cascade',
    'optional',
    'background, orphan or foreground: what becomes of what it owns',
    'background',
  ),
  bare: 'background',
};

export const del: Command = {
  usage: 'delete (-f FILENAME | TYPE [NAME… | -l label | --all] | TYPE/NAME…) [flags]',
  summary: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  flags: [
    ...FILES,
    SELECTOR,
    DRY_RUN,
    CASCADE,
    flag('all', 'bool', 'all resources of the type, in the namespace'),
    flag('all-namespaces A', 'bool', 'in all namespaces'),
    flag('field-selector', 'string', 'the fields to select by'),
    flag('force', 'bool', 'do not wait for the node to stop it'),
    flag('grace-period', 'int', 'seconds to end in', '-1'),
    flag('ignore-not-found', 'bool', 'what is not there is no error'),
    flag('now', 'bool', 'the same as --grace-period=1'),
    flag('output o', 'string', 'name'),
    flag('timeout', 'duration', 'how long to wait; 0 is without end', '0s'),
    flag('wait', 'bool', 'wait until it is gone', 'true'),
  ],
  run: runDelete,
};

interface Deleted {
  target: Target & { name: string };
  uid: string | undefined;
}

async function runDelete({ session, flags, args }: Call): Promise<void> {
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: flags.bool('all'),
  };
  if (options.all && (options.selector || options.fieldSelector)) {
    throw new KubectlError("error: setting 'all' parameter but found a non empty selector. ");
  }
  if (
    args.length === 0 &&
    (options.all || options.selector || options.fieldSelector) &&
    !options.filenames?.length &&
    !flags.changed('kustomize')
  ) {
    throw new KubectlError('error: at least one resource must be specified to use a selector');
  }
  if (!['', 'name'].includes(flags.string('output'))) {
    throw new KubectlError(
      `error: unexpected -o output mode: ${flags.string('output')}. We only support '-o name'`,
    );
  }
  const grace = gracePeriod({ flags });
  const { targets } = await select(session, args, options);
  const ignoreMissing = flags.bool('ignore-not-found') || targets.every(({ name }) => name === undefined);
  if (flags.bool('force')) {
    session.err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    );
  }
  const deleted: Deleted[] = [];
  const errors: unknown[] = [];
  for (const target of targets) {
    try {
      for (const one of await withNames({ session, target, options })) {
        const result = await remove({ session, flags }, one, grace);
        if (result) deleted.push(result);
      }
    } catch (error) {
      if (isNotFound(error) && ignoreMissing) continue;
      const source = target.manifest?.source;
      errors.push(
        source && error instanceof StatusError ? error.during(`error when deleting "${source}"`) : error,
      );
    }
  }
  if (deleted.length === 0 && errors.length === 0 && targets.some(({ name }) => name === undefined)) {
    session.out('No resources found\n');
  }
  if (flags.bool('wait') && dryRunOf(flags) === 'none') await waitAll({ session, flags }, deleted);
  throwAll(errors);
}

function gracePeriod({ flags }: Pick<Call, 'flags'>): number {
  const given = flags.int('grace-period');
  if (flags.bool('now')) {
    if (given !== -1) throw new KubectlError('error: --now and --grace-period cannot be specified together');
    return 1;
  }
  // Without --force the node must be asked: an object with no time left would vanish before its containers do.
  if (given === 0 && !flags.bool('force')) return 1;
  return given < 0 && flags.bool('force') ? 0 : given;
}

async function withNames({
  session,
  target,
  options,
}: Pick<Call, 'session'> & { target: Target; options: SelectionOptions }): Promise<
  (Target & { name: string })[]
> {
  if (target.name !== undefined) return [{ ...target, name: target.name }];
  const objects = await fetchObjects(session, target, options);
  return objects.map((object) => ({
    ...target,
    namespace: target.resource.namespaced ? (object.metadata?.namespace ?? target.namespace) : '',
    name: nameOf(object),
  }));
}

async function remove(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  target: Target & { name: string },
  grace: number,
): Promise<Deleted | undefined> {
  const { resource, namespace, name } = target;
  const dryRun = dryRunOf(flags);
  const path = resourcePath(resource, namespace, name);
  const answer = await (dryRun === 'client'
    ? session.client.get<KubeObject>(path)
    : session.client.send<KubeObject & { details?: { uid?: string } }>('DELETE', path, {
        body: {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
          propagationPolicy: propagation(flags.string('cascade')),
          ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
        },
      }));
  const type = singularQualified(resource.kind, resource.group);
  if (flags.string('output') === 'name') session.out(`${type}/${name}\n`);
  else {
    const done = grace === 0 ? 'force deleted' : 'deleted';
    session.out(`${type} "${name}" ${operation(done, dryRun)}\n`);
  }
  const details = answer.details as { uid?: string } | undefined;
  return { target, uid: details?.uid ?? answer.metadata?.uid };
}

function propagation(cascade: string): string {
  const policies: Record<string, string> = {
    background: 'Background',
    true: 'Background',
    orphan: 'Orphan',
    false: 'Orphan',
    foreground: 'Foreground',
  };
  const policy = policies[cascade];
  if (policy) return policy;
  throw new KubectlError(
    `error: invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`,
  );
}

/** Until none of them is there; one of the same name that came after does not count. */
async function waitAll(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  deleted: readonly Deleted[],
): Promise<void> {
  const timeout = flags.duration('timeout') || 7 * 24 * 3_600_000;
  for (const { target, uid } of deleted) {
    const gone = await awaitObject(
      session,
      target,
      timeout,
      (object) => object === undefined || (uid !== undefined && object.metadata?.uid !== uid),
    );
    if (gone === 'timeout') {
      throw new KubectlError(
        `error: timed out waiting for the condition on ${target.resource.name}/${target.name}`,
      );
    }
  }
}
