import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, nameOf, numberAt } from '../api/objects.ts';
import { dryRunOf, FILES, OUTPUT, SELECTOR, WRITE, writeQuery } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { isNotFound, KubectlError, throwAll } from '../errors.ts';
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
    flag('timeout', 'duration', 'how long to wait for them', '0s'),
  ],
  required: ['replicas'],
  run: runScale,
};

async function runScale(call: Call): Promise<void> {
  const { session, flags, args } = call;
  if (flags.int('replicas') < 0) {
    throw new KubectlError(
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    );
  }
  const options: SelectionOptions = {
    selector: flags.string('selector'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    all: flags.bool('all'),
  };
  const print = await resultPrinter(flags, 'scaled');
  const { targets } = await select(session, args, options);
  let scaled = 0;
  const errors: unknown[] = [];
  for (const target of targets) {
    try {
      for (const object of await fetchObjects(session, target, options)) {
        session.out(print(await scaleOne(call, target, object)));
        scaled++;
      }
    } catch (error) {
      if (!isNotFound(error) || !error.status.details?.name) throw error;
      errors.push(error);
    }
  }
  const [first] = errors;
  if (scaled === 0) {
    throw new KubectlError(
      `error: no objects passed to scale${isNotFound(first) ? ` ${first.message}` : ''}`,
    );
  }
  throwAll(errors);
}

async function scaleOne(
  { session, flags }: Call,
  { resource, namespace }: Target,
  object: KubeObject,
): Promise<KubeObject> {
  const replicas = flags.int('replicas');
  const dryRun = dryRunOf(flags);
  const where = { resource, namespace: object.metadata?.namespace ?? namespace, name: nameOf(object) };
  const path = resourcePath(resource, where.namespace, where.name, 'scale');
  await expectCurrent({ session, flags }, path);
  if (dryRun !== 'client') {
    await session.client.send('PATCH', path, {
      body: { spec: { replicas } },
      contentType: 'application/merge-patch+json',
      query: { ...writeQuery(flags, dryRun), fieldManager: flags.string('field-manager') || 'kubectl-scale' },
    });
  }
  const timeout = flags.duration('timeout');
  if (
    timeout !== 0 &&
    (await awaitObject(session, where, timeout, (now) => hasReplicas(now, replicas))) === 'timeout'
  ) {
    throw new KubectlError('error: timed out waiting for the condition');
  }
  if (!flags.string('output')) return object;
  return session.client.get<KubeObject>(resourcePath(resource, where.namespace, where.name));
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
