import { resourcePath } from '../../api/discovery.ts';
import { type Dict, isDict, type KubeObject, nameOf } from '../../api/objects.ts';
import { dryRunOf, FILES, OUTPUT, WRITE, writeQuery } from '../../args/common.ts';
import { absent, type FlagSpec } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { fetchObjects, select } from '../../resources/selection.ts';
import { resultPrinter } from '../../resources/submit.ts';
import { SUBJECT_FLAGS, subjectsOf } from '../create/binding.ts';
import { parseLabels } from '../create/shared.ts';

const FLAGS: readonly FlagSpec[] = [
  ...FILES,
  ...OUTPUT,
  ...WRITE,
  absent('all', 'bool', 'Name them.'),
  absent('local', 'bool', 'Use --dry-run=client -o yaml.'),
];

export const serviceAccount: Command = {
  usage: 'set serviceaccount (TYPE NAME | TYPE/NAME) SERVICE_ACCOUNT [flags]',
  summary: 'Update the service account of a resource',
  flags: FLAGS,
  async run(call) {
    const name = call.args.at(-1);
    if (name === undefined || call.args.length < 2)
      throw new KubectlError('error: serviceaccount is required');
    await change(call, call.args.slice(0, -1), 'serviceaccount updated', (object) => {
      const account = { serviceAccount: name, serviceAccountName: name };
      if (object.kind === 'Pod') return { spec: account };
      if (isDict(object.spec) && isDict(object.spec.template)) {
        return { spec: { template: { spec: account } } };
      }
      throw new KubectlError(`error: ${nameOf(object)} is not a pod or does not have a pod template`);
    });
  },
};

export const selector: Command = {
  usage: 'set selector (TYPE NAME | TYPE/NAME) KEY=VALUE[,KEY=VALUE] [flags]',
  summary: 'Set the selector on a resource',
  flags: FLAGS,
  async run(call) {
    const labels = call.args.at(-1);
    if (labels === undefined || call.args.length < 2)
      throw new KubectlError('error: one selector is required');
    const wanted = parseLabels(labels);
    await change(call, call.args.slice(0, -1), 'selector updated', (object) => {
      if (object.kind !== 'Service') {
        throw new KubectlError(
          `error: setting a selector is only supported for Services, not for ${object.kind}`,
        );
      }
      return { spec: { selector: { $patch: 'replace', ...wanted } } };
    });
  },
};

export const subject: Command = {
  usage: 'set subject (rolebinding | clusterrolebinding)/NAME [--user=…] [--serviceaccount=NS:NAME] [flags]',
  summary: 'Update the user, group, or service account in a role binding or cluster role binding',
  flags: [...FLAGS, ...SUBJECT_FLAGS],
  async run(call) {
    const added = subjectsOf(call);
    if (added.length === 0) {
      throw new KubectlError('error: you must specify at least one value of user, group or serviceaccount');
    }
    await change(call, call.args, 'subjects updated', (object) => {
      const before = Array.isArray(object.subjects) ? object.subjects : [];
      const known = new Set(before.map((one) => JSON.stringify(sorted(one))));
      return { subjects: [...before, ...added.filter((one) => !known.has(JSON.stringify(sorted(one))))] };
    });
  },
};

const sorted = (value: object) => Object.entries(value).sort();

/** Patches every object named with what `patchFor` makes of it. */
async function change(
  { session, flags }: Call,
  args: readonly string[],
  done: string,
  patchFor: (object: KubeObject) => Dict,
): Promise<void> {
  const dryRun = dryRunOf(flags);
  const print = await resultPrinter(flags, done);
  const files = { filenames: flags.list('filename'), recursive: flags.bool('recursive') };
  const { targets } = await select(session, [...args], files);
  for (const target of targets) {
    for (const object of await fetchObjects(session, target, {})) {
      const body = patchFor({ ...object, kind: target.resource.kind });
      if (dryRun === 'client') {
        session.out(print(object));
        continue;
      }
      const path = resourcePath(
        target.resource,
        object.metadata?.namespace ?? target.namespace,
        nameOf(object),
      );
      const result = await session.client.send<KubeObject>('PATCH', path, {
        body,
        contentType: 'application/strategic-merge-patch+json',
        query: { ...writeQuery(flags, dryRun), fieldManager: flags.string('field-manager') || 'kubectl-set' },
      });
      session.out(print(result));
    }
  }
}
