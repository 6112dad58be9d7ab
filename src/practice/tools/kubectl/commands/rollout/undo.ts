import { isDeepStrictEqual } from 'node:util';
import { resourcePath } from '../../api/discovery.ts';
import { dictAt, type KubeObject } from '../../api/objects.ts';
import { DRY_RUN, dryRunOf, writeQuery } from '../../args/common.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { resultPrinter } from '../../resources/submit.ts';
import { type Revision, revisionsOf } from './revisions.ts';
import { noVisitor, ROLLOUT_FLAGS, type Workload, workloads } from './shared.ts';

export const undo: Command = {
  usage: 'rollout undo (TYPE NAME | TYPE/NAME) [--to-revision=N] [flags]',
  summary: 'Undo a previous rollout',
  flags: [
    ...ROLLOUT_FLAGS,
    DRY_RUN,
    flag('to-revision', 'int', 'the revision to go back to; 0 is the last', '0'),
  ],
  run: runUndo,
};

async function runUndo(call: Call): Promise<void> {
  const { session, flags } = call;
  for (const workload of await workloads(call)) {
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(workload.resource.kind)) {
      throw noVisitor('rollbacker', workload);
    }
    const revisions = await revisionsOf(session, workload);
    const revision = choose(revisions, flags.int('to-revision'), workload);
    if (workload.object.spec && dictAt(workload.object, 'spec').paused === true) {
      throw new KubectlError(
        `error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${workload.name}' and try again`,
      );
    }
    const template = withoutHash(revision.template);
    const same = isDeepStrictEqual(template, withoutHash(dictAt(workload.object, 'spec', 'template')));
    if (!same) await goBack(call, workload, revision, template);
    const done = same
      ? `skipped rollback (current template already matches revision ${revision.number})`
      : 'rolled back';
    const print = await resultPrinter(flags, done);
    session.out(print(workload.object));
  }
}

function choose(revisions: readonly Revision[], wanted: number, { resource, name }: Workload): Revision {
  const found = wanted === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === wanted);
  if (found) return found;
  if (wanted !== 0) throw new KubectlError(`error: unable to find specified revision ${wanted} in history`);
  throw new KubectlError(`error: no rollout history found for ${resource.kind.toLowerCase()} "${name}"`);
}

function withoutHash(template: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(template);
  delete dictAt(copy, 'metadata', 'labels')['pod-template-hash'];
  return copy;
}

async function goBack(
  { session, flags }: Call,
  { resource, namespace, name, object }: Workload,
  revision: Revision,
  template: Record<string, unknown>,
): Promise<void> {
  const dryRun = dryRunOf(flags);
  if (dryRun === 'client') return;
  const path = resourcePath(resource, namespace, name);
  const query = writeQuery(flags, dryRun);
  if (revision.patch) {
    await session.client.send('PATCH', path, {
      body: revision.patch,
      contentType: 'application/strategic-merge-patch+json',
      query,
    });
    return;
  }
  const annotations = annotationsAfter(object, revision);
  await session.client.send('PATCH', path, {
    body: [
      { op: 'replace', path: '/spec/template', value: template },
      { op: 'replace', path: '/metadata/annotations', value: annotations },
    ],
    contentType: 'application/json-patch+json',
    query,
  });
}

const CAUSE = 'kubernetes.io/change-cause';

/** The change cause is the revision's; other annotations are the deployment's own. */
function annotationsAfter(object: KubeObject, { cause }: Revision): Record<string, string> {
  const { [CAUSE]: _, ...others } = object.metadata?.annotations ?? {};
  return cause === '<none>' ? others : { ...others, [CAUSE]: cause };
}
