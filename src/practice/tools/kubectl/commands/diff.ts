import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourcePath } from '../api/discovery.ts';
import type { KubeObject } from '../api/objects.ts';
import { FILES, SELECTOR, WRITE } from '../args/common.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { explain, isNotFound, KubectlError } from '../errors.ts';
import { toYaml } from '../printers/yaml.ts';
import { select, type Target } from '../resources/selection.ts';
import { applyOne } from './apply.ts';

export const diff: Command = {
  usage: 'diff -f FILENAME [flags]',
  summary: 'Diff the live version against a would-be applied version',
  flags: [
    ...FILES,
    SELECTOR,
    ...WRITE,
    flag('concurrency', 'int'),
    flag('server-side', 'bool', 'let the server merge'),
    flag('force-conflicts', 'bool', 'with --server-side: as if fields were taken over from other managers'),
    flag('show-managed-fields', 'bool'),
  ],
  run: (call) => runDiff(call).catch(asTrouble),
};

/** Exit code 1 says that there is a difference; what went wrong is 2. */
function asTrouble(error: unknown): never {
  const explained = explain(error);
  if (!explained || (error instanceof KubectlError && explained.text === '')) throw error;
  throw new KubectlError(explained.text, 2);
}

async function runDiff({ session, flags }: Call): Promise<void> {
  const filenames = flags.list('filename');
  if (filenames.length === 0 && !flags.changed('kustomize'))
    throw new KubectlError('error: must specify one of -f and -k');
  const { targets } = await select(session, [], { filenames, recursive: flags.bool('recursive') });
  const live = mkdtempSync(join(tmpdir(), 'LIVE-'));
  const merged = mkdtempSync(join(tmpdir(), 'MERGED-'));
  try {
    for (const target of targets) {
      const name = fileName(target);
      const now = await current({ session }, target);
      if (now) writeFileSync(join(live, name), toYaml(bare(now)));
      const { object } = await applyOne({ session, flags }, target, 'server', false);
      writeFileSync(join(merged, name), toYaml(bare(object)));
    }
    const [program = 'diff', ...options] = (process.env.KUBECTL_EXTERNAL_DIFF ?? 'diff').split(' ');
    const unified = program === 'diff' && options.length === 0 ? ['-u', '-N'] : options;
    const child = spawn(program, [...unified, live, merged], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (data: Buffer) => session.out(data));
    const [code] = await Promise.race([once(child, 'close'), once(child, 'error').then(noProgram)]);
    if (code !== 0)
      throw new KubectlError(code === 1 ? '' : `error: ${program} ended with ${code}`, Number(code));
  } finally {
    for (const folder of [live, merged]) rmSync(folder, { recursive: true, force: true });
  }
}

function noProgram(): never {
  throw new KubectlError('error: executing diff: exec: "diff": executable file not found in $PATH');
}

function fileName({ resource, namespace, name }: Target): string {
  return [resource.group, resource.version, resource.kind, namespace, name].filter(Boolean).join('.');
}

async function current(
  { session }: Pick<Call, 'session'>,
  { resource, namespace, name }: Target,
): Promise<KubeObject | undefined> {
  try {
    return await session.client.get<KubeObject>(resourcePath(resource, namespace, name));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function bare(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}
