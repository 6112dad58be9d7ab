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
  const { targets } = await select(session, [], { filenames, recursive: flags.bool('recursive') });
  const results: KubeObject[] = [];
  const errors: unknown[] = [];
  const output = flags.string('output');
  for (const target of targets.filter(({ manifest }) =>
    selected(manifest?.object, flags.string('selector')),
  )) {
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
  if (name === undefined) {
    throw new KubectlError(
      `error: from ${manifest.object.metadata?.generateName}: cannot use generate name with apply`,
    );
  }
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
    });
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
