import { resourcePath, singularQualified } from '../api/discovery.ts';
import { type KubeObject, nameOf, numberAt } from '../api/objects.ts';
import { dryRunOf, FILES, OUTPUT, SELECTOR, WRITE, writeQuery } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError } from '../errors.ts';
import { awaitObject } from '../resources/await.ts';
import { fetchObjects, type SelectionOptions, select, type Target } from '../resources/selection.ts';
import { resultPrinter } from '../resources/submit.ts';

export const scale: Command = {
  usage: 'scale --replicas=COUNT (-f FILENAME | TYPE NAME | TYPE/NAME…) [flags]',
  summary: 'Set a new size for a deployment, replica set, or replication controller',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...WRITE,
    SELECTOR,
    flag('all', 'bool', 'all resources of the type, in the namespace'),
    flag('current-replicas', 'int', 'only where it is this many now', '-1'),
    flag('replicas', 'int', 'how many'),
    flag('resource-version', 'string'),
    flag('timeout', 'duration', 'how long to wait for them', '0s'),
  ],
  required: ['replicas'],
  run: runScale,
};

async function runScale({ session, flags, args }: Call): Promise<void> {
  const replicas = flags.int('replicas');
  if (replicas < 0)
    throw new KubectlError(
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    );
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: flags.bool('all'),
  };
  const dryRun = dryRunOf(flags);
  const print = await resultPrinter(flags, 'scaled');
  const { targets } = await select(session, args, options);
  let scaled = 0;
  for (const target of targets) {
    for (const object of await objectsToScale({ session }, target, options)) {
      const { resource } = target;
      const namespace = object.metadata?.namespace ?? target.namespace;
      const name = nameOf(object);
      const path = resourcePath(resource, namespace, name, 'scale');
      await expectCurrent({ session, flags }, path);
      if (dryRun !== 'client') {
        await session.client.send('PATCH', path, {
          body: { spec: { replicas } },
          contentType: 'application/merge-patch+json',
          query: {
            ...writeQuery(flags, dryRun),
            fieldManager: flags.string('field-manager') || 'kubectl-scale',
          },
        });
      }
      scaled++;
      if (flags.duration('timeout') !== 0) {
        const met = await awaitObject(
          session,
          { resource, namespace, name },
          flags.duration('timeout'),
          (now) => hasReplicas(now, replicas),
        );
        if (met === 'timeout') throw new KubectlError('error: timed out waiting for the condition');
      }
      const shown = flags.string('output')
        ? await session.client.get<KubeObject>(resourcePath(resource, namespace, name))
        : object;
      session.out(
        print({
          ...shown,
          apiVersion: object.apiVersion ?? '',
          kind: object.kind ?? singularQualified(resource.kind, ''),
        }),
      );
    }
  }
  if (scaled === 0) throw new KubectlError('error: no objects passed to scale');
}

async function objectsToScale({ session }: Pick<Call, 'session'>, target: Target, options: SelectionOptions) {
  try {
    return await fetchObjects(session, target, options);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new KubectlError(`error: no objects passed to scale ${error.message}`);
  }
}

function hasReplicas(object: KubeObject | undefined, replicas: number): boolean {
  return (
    numberAt(object, 'status', 'replicas') === replicas &&
    numberAt(object, 'status', 'observedGeneration') >= numberAt(object, 'metadata', 'generation')
  );
}

async function expectCurrent(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  path: string,
): Promise<void> {
  const expected = flags.int('current-replicas');
  if (expected < 0) return;
  const now = numberAt(await session.client.get<KubeObject>(path), 'spec', 'replicas');
  if (now !== expected) throw new KubectlError(`error: Expected replicas to be ${expected}, was ${now}`);
}
