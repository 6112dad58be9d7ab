import { qualified, resourcePath } from '../api/discovery.ts';
import { type Dict, type KubeObject, nameOf } from '../api/objects.ts';
import { LAST_APPLIED, lastApplied, withLastApplied, withoutLastApplied } from '../apply/last-applied.ts';
import { threeWayPatch } from '../apply/three-way.ts';
import {
  type DryRun,
  dryRunOf,
  FILES,
  fieldValidation,
  OUTPUT,
  SELECTOR,
  WRITE,
  writeQuery,
} from '../args/common.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError, StatusError, throwAll, usageError } from '../errors.ts';
import { select, type Target } from '../resources/selection.ts';
import { resultPrinter } from '../resources/submit.ts';

export const apply: Command = {
  usage: 'apply -f FILENAME [flags]',
  summary: 'Apply a configuration to a resource by file name or stdin',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...WRITE,
    SELECTOR,
    flag('all', 'bool'),
    flag('force', 'bool'),
    flag('force-conflicts', 'bool', 'with --server-side: take fields over from other managers'),
    flag('grace-period', 'int'),
    flag('openapi-patch', 'bool'),
    flag('overwrite', 'bool'),
    absent('prune', 'bool', 'Use "kubectl delete".'),
    flag('server-side', 'bool', 'let the server merge'),
    flag('timeout', 'duration'),
    flag('wait', 'bool'),
  ],
  subcommands: {
    'view-last-applied': async () => (await import('./apply/view-last-applied.ts')).viewLastApplied,
  },
  run: runApply,
};

async function runApply({ session, flags, args }: Call): Promise<void> {
  if (args[0] === 'edit-last-applied' || args[0] === 'set-last-applied') {
    throw new KubectlError(
      `error: the practice cluster's own kubectl has no command "apply ${args[0]}". Change the manifest, and run "kubectl apply -f" again.`,
    );
  }
  if (args.length > 0) throw usageError('apply', `Unexpected args: [${args.join(' ')}]`);
  const filenames = flags.list('filename');
  if (filenames.length === 0 && !flags.changed('kustomize'))
    throw new KubectlError('error: must specify one of -f and -k');
  if (flags.bool('force-conflicts') && !flags.bool('server-side')) {
    throw new KubectlError('error: --force-conflicts only works with --server-side');
  }
  const dryRun = dryRunOf(flags);
  if (dryRun === 'client' && flags.bool('server-side')) {
    throw new KubectlError(
      "error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
    );
  }
  const { targets } = await select(session, [], {
    filenames,
    recursive: flags.bool('recursive'),
    passedTo: 'apply',
  });
  const chosen = targets.filter(({ manifest }) => selected(manifest?.object, flags.string('selector')));
  if (chosen.length === 0) throw new KubectlError('error: no objects passed to apply');
  const results: KubeObject[] = [];
  const errors: unknown[] = [];
  const output = flags.string('output');
  for (const target of chosen) {
    try {
      const { object, done } = await applyOne({ session, flags }, target, dryRun);
      if (output === '' || output === 'name') session.out((await resultPrinter(flags, done))(object));
      else results.push(object);
    } catch (error) {
      errors.push(error);
    }
  }
  const [only] = results;
  if (only) {
    const print = await resultPrinter(flags, '');
    session.out(
      print(results.length === 1 ? only : { apiVersion: 'v1', items: results, kind: 'List', metadata: {} }),
    );
  }
  throwAll(errors);
}

function selected(object: KubeObject | undefined, selector: string): boolean {
  if (selector === '') return true;
  const labels = object?.metadata?.labels ?? {};
  return selector.split(',').every((part) => {
    const [, key = '', operator, value] = /^([^!=]+)(!=|==?)?(.*)$/.exec(part) ?? [];
    if (operator === undefined) return key in labels;
    return operator === '!=' ? labels[key] !== value : labels[key] === value;
  });
}

const SERVER_SIDE = 'application/apply-patch+yaml';

export type Applied = { object: KubeObject; done: string };

/**
 * Makes one object of a manifest so on the server, and says what that took.
 * @param remember puts the manifest into the annotation that the next apply looks at
 */
export async function applyOne(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  target: Target,
  dryRun: DryRun,
  remember = true,
): Promise<Applied> {
  const { resource, namespace, name, manifest } = target;
  if (!manifest) throw new KubectlError('error: no objects passed to apply');
  if (name === undefined) throw nameless(target);
  const query = { ...writeQuery(flags, dryRun), fieldValidation: fieldValidation(flags) };
  const path = resourcePath(resource, namespace, name);
  const send = async (
    method: string,
    to: string,
    body: unknown,
    contentType: string,
    more: Record<string, unknown> = {},
  ) => {
    try {
      return await session.client.send<KubeObject>(method, to, {
        body,
        contentType,
        query: { ...query, ...more },
      });
    } catch (error) {
      if (!(error instanceof StatusError) || contentType === SERVER_SIDE) throw error;
      throw error.during(
        method === 'POST' ? `error when creating "${manifest.source}"` : patchFailure(target, body),
      );
    }
  };
  if (flags.bool('server-side')) {
    const object = await send('PATCH', path, manifest.object, SERVER_SIDE, {
      fieldManager: flags.string('field-manager') || 'kubectl',
      force: flags.bool('force-conflicts'),
    }).catch(explainConflict);
    return { object, done: 'serverside-applied' };
  }
  const manager = { fieldManager: flags.string('field-manager') || 'kubectl-client-side-apply' };
  const modified = remember ? withLastApplied(manifest.object) : withoutLastApplied(manifest.object);
  let current: KubeObject;
  try {
    current = await session.client.get<KubeObject>(path);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    if (dryRun === 'client') return { object: modified, done: 'created' };
    const made = remember ? modified : manifest.object;
    return {
      object: await send('POST', resourcePath(resource, namespace), made, 'application/json', manager),
      done: 'created',
    };
  }
  const original = lastApplied(current);
  if (remember && !original && !current.metadata?.annotations?.[LAST_APPLIED]) {
    session.err(
      `Warning: resource ${qualified(resource).split('.')[0]}/${nameOf(current)} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  }
  const native = isNative(resource.group);
  const patch = threeWayPatch((original ?? {}) as Dict, modified as Dict, current as Dict, native);
  delete patch.apiVersion;
  delete patch.kind;
  // As in kubectl, which does not look under --dry-run=client whether anything would change.
  if (dryRun === 'client') return { object: modified, done: 'configured' };
  if (Object.keys(patch).length === 0) return { object: current, done: 'unchanged' };
  const contentType = native ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json';
  return { object: await send('PATCH', path, patch, contentType, manager), done: 'configured' };
}

function nameless({ resource, namespace, manifest }: Target): KubectlError {
  const generated = manifest?.object.metadata?.generateName;
  if (generated !== undefined) {
    return new KubectlError(`error: from ${generated}: cannot use generate name with apply`);
  }
  const gv = resource.group ? `${resource.group}/${resource.version}` : `/${resource.version}`;
  return new KubectlError(
    [
      'error: error when retrieving current configuration of:',
      `Resource: "${gv}, Resource=${resource.name}", GroupVersionKind: "${gv}, Kind=${resource.kind}"`,
      `Name: "", Namespace: "${namespace}"`,
      `from server for: "${manifest?.source}": resource name may not be empty`,
    ].join('\n'),
  );
}

/** Fields that others own: the ways out, in kubectl's words. */
function explainConflict(error: unknown): never {
  if (!(error instanceof StatusError) || error.code !== 409) throw error;
  throw new KubectlError(
    [
      `error: ${error.message}`,
      'Please review the fields above--they currently have other managers. Here',
      'are the ways you can resolve this warning:',
      '* If you intend to manage all of these fields, please re-run the apply',
      '  command with the `--force-conflicts` flag.',
      '* If you do not intend to manage all of the fields, please edit your',
      '  manifest to remove references to the fields that should keep their',
      '  current managers.',
      '* You may co-own fields by updating your manifest to match the existing',
      "  value; in this case, you'll become the manager if the other manager(s)",
      '  stop managing the field (remove it from their configuration).',
      'See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
    ].join('\n'),
  );
}

/** Custom resources have no strategic merge; their groups are DNS names of their own. */
const isNative = (group: string): boolean => !group.includes('.') || group.endsWith('.k8s.io');

function patchFailure({ resource, namespace, name, manifest }: Target, patch: unknown): string {
  const gv = resource.group ? `${resource.group}/${resource.version}` : `/${resource.version}`;
  return [
    'error when applying patch:',
    JSON.stringify(patch),
    'to:',
    `Resource: "${gv}, Resource=${resource.name}", GroupVersionKind: "${gv}, Kind=${resource.kind}"`,
    `Name: "${name}", Namespace: "${namespace}"`,
    `for: "${manifest?.source}": error when patching "${manifest?.source}"`,
  ].join('\n');
}
