import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { resourcePath } from '../api/discovery.ts';
import { type Dict, isDict, type KubeObject, nameOf } from '../api/objects.ts';
import { threeWayPatch } from '../apply/three-way.ts';
import { FILES, SELECTOR } from '../args/common.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { explain, KubectlError, StatusError } from '../errors.ts';
import { toJson } from '../printers/json.ts';
import { namePrinter, withoutManagedFields } from '../printers/objects.ts';
import { toYaml } from '../printers/yaml.ts';
import { fetchObjects, select, type Target } from '../resources/selection.ts';

export const edit: Command = {
  usage: 'edit (TYPE NAME | TYPE/NAME) [flags]',
  summary: 'Edit a resource on the server',
  flags: [
    ...FILES,
    SELECTOR,
    flag('output o', 'string', 'what to edit it as: yaml or json', 'yaml'),
    flag('field-manager', 'string'),
    flag('show-managed-fields', 'bool'),
    flag('validate', 'string'),
    absent('output-patch', 'bool', 'Compare with "kubectl diff" instead.'),
    absent('subresource', 'string', 'Use "kubectl patch --subresource".'),
    absent('windows-line-endings', 'bool', 'Leave it out.'),
  ],
  run: runEdit,
};

const HEAD = [
  'Change the object below. What begins with # is left out; with nothing left, nothing is changed.',
  'If the change is refused, this file is opened again and says why.',
  '',
];

async function runEdit({ session, flags, args }: Call): Promise<void> {
  const options = {
    selector: flags.string('selector'),
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
  };
  const { targets } = await select(session, args, options);
  for (const target of targets) {
    for (const object of await fetchObjects(session, target, options)) {
      await editOne({ session, flags }, target, object);
    }
  }
}

async function editOne(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  target: Target,
  object: KubeObject,
): Promise<void> {
  const asJson = flags.string('output') === 'json';
  const before = withoutManagedFields(object);
  const original = asJson ? `${toJson(before, 4)}\n` : toYaml(before);
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-edit-'));
  const file = join(folder, asJson ? 'edit.json' : 'edit.yaml');
  let text = original;
  let reason: string[] = [];
  let kept = false;
  try {
    for (;;) {
      writeFileSync(file, comment([...HEAD, ...reason]) + text);
      openEditor(file);
      const edited = readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .join('\n');
      if (edited === original || edited.trim() === '') {
        session.err('Edit cancelled, no changes made.\n');
        return;
      }
      if (edited === text) {
        kept = true;
        session.err(`A copy of your changes has been stored to "${file}"\n`);
        throw new KubectlError(`${reason.join('\n')}\nerror: Edit cancelled, no valid changes were saved.`);
      }
      text = edited;
      try {
        await save({ session, flags }, target, before, load(edited));
        return;
      } catch (error) {
        if (!(error instanceof StatusError) && !(error instanceof Error && error.name === 'YAMLException'))
          throw error;
        reason = (explain(error)?.text ?? `error: ${error.message}`).split('\n');
      }
    }
  } finally {
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
}

async function save(
  { session, flags }: Pick<Call, 'session' | 'flags'>,
  { resource, namespace }: Target,
  before: KubeObject,
  after: unknown,
): Promise<void> {
  if (!isDict(after)) throw new KubectlError('error: Edit cancelled, saved file is no object.');
  const native = !resource.group.includes('.') || resource.group.endsWith('.k8s.io');
  const body = threeWayPatch(before as Dict, after, before as Dict, native);
  const path = resourcePath(resource, before.metadata?.namespace ?? namespace, nameOf(before));
  const result = await session.client.send<KubeObject>('PATCH', path, {
    body,
    contentType: native ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json',
    query: { fieldManager: flags.string('field-manager') || 'kubectl-edit', fieldValidation: 'Strict' },
  });
  const shown = withoutManagedFields(result);
  const output = flags.changed('output') ? flags.string('output') : '';
  session.out(
    output === 'json'
      ? `${toJson(shown, 4)}\n`
      : output === 'yaml'
        ? toYaml(shown)
        : namePrinter('edited')(result),
  );
}

const comment = (lines: readonly string[]) =>
  lines
    .map((line) => `# ${line}`.trimEnd())
    .join('\n')
    .concat('\n');

/** @throws KubectlError when it cannot be started, or ends in failure */
function openEditor(file: string): void {
  const editor = process.env.KUBE_EDITOR || process.env.EDITOR || 'vi';
  const { status } = spawnSync('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
  if (status === 127) throw new KubectlError(`error: unable to launch the editor "${editor}"`);
  if (status !== 0) throw new KubectlError(`error: there was a problem with the editor "${editor}"`);
}
