import { resourcePath, singularQualified } from '../api/discovery.ts';
import type { KubeObject } from '../api/objects.ts';
import { dryRunOf, FILES, fieldValidation, OUTPUT, WRITE, writeQuery } from '../args/common.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError, StatusError, throwAll, usageError } from '../errors.ts';
import { awaitObject } from '../resources/await.ts';
import { select, type Target } from '../resources/selection.ts';
import { postObject, resultPrinter } from '../resources/submit.ts';

export const replace: Command = {
  usage: 'replace -f FILENAME [flags]',
  summary: 'Replace a resource by file name or stdin',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...WRITE,
    flag('force', 'bool', 'delete it and create it again'),
    flag('grace-period', 'int', 'with --force: seconds to end in', '-1'),
    absent('raw', 'string', 'Use -f without it.'),
    flag('save-config', 'bool'),
    absent('subresource', 'string', 'Use "kubectl patch --subresource".'),
    flag('timeout', 'duration', undefined, '0s'),
    flag('wait', 'bool'),
  ],
  run: runReplace,
};

async function runReplace({ session, flags, args }: Call): Promise<void> {
  if (args.length > 0) throw usageError('replace', `Unexpected args: [${args.join(' ')}]`);
  const filenames = flags.list('filename');
  if (filenames.length === 0 && !flags.changed('kustomize'))
    throw new KubectlError('error: must specify one of -f and -k');
  const { targets } = await select(session, [], { filenames, recursive: flags.bool('recursive') });
  const print = await resultPrinter(flags, 'replaced');
  const dryRun = dryRunOf(flags);
  const errors: unknown[] = [];
  for (const target of targets) {
    const { resource, name, manifest } = target;
    if (!manifest || name === undefined) continue;
    try {
      if (flags.bool('force')) await removeFirst({ session, flags }, { ...target, name });
      const object = flags.bool('force')
        ? await postObject(session, flags, resource, manifest.object)
        : dryRun === 'client'
          ? manifest.object
          : await overwrite({ session, flags }, target, manifest.object);
      session.out(print(object));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      errors.push(error.during(`error when replacing "${manifest.source}"`));
    }
  }
  throwAll(errors);
}

/** Over whatever version the server has, unless the manifest names one. */
async function overwrite(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  target: Target,
  object: KubeObject,
) {
  const path = resourcePath(target.resource, target.namespace, target.name);
  const known = object.metadata?.resourceVersion;
  const resourceVersion = known ?? (await session.client.get<KubeObject>(path)).metadata?.resourceVersion;
  const metadata = { ...object.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  return session.client.send<KubeObject>('PUT', path, {
    body: { ...object, metadata },
    query: {
      ...writeQuery(flags, dryRunOf(flags)),
      fieldManager: 'kubectl-replace',
      fieldValidation: fieldValidation(flags),
    },
  });
}

async function removeFirst(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  target: Target & { name: string },
): Promise<void> {
  const { resource, namespace, name } = target;
  const grace = flags.int('grace-period');
  try {
    await session.client.send('DELETE', resourcePath(resource, namespace, name), {
      body: { ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}), propagationPolicy: 'Background' },
    });
  } catch (error) {
    if (isNotFound(error)) return;
    throw error;
  }
  session.out(`${singularQualified(resource.kind, resource.group)} "${name}" deleted\n`);
  const gone = await awaitObject(session, target, 300_000, (object) => object === undefined);
  if (gone === 'timeout') throw new KubectlError('error: timed out waiting for the condition');
}
