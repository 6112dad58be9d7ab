import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, nameOf } from '../api/objects.ts';
import { dryRunOf, FILES, OUTPUT, WRITE, writeQuery } from '../args/common.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError, StatusError } from '../errors.ts';
import { fetchObjects, select, type Target } from '../resources/selection.ts';
import { resultPrinter } from '../resources/submit.ts';

const TYPES: Record<string, string> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
};

export const patch: Command = {
  usage: 'patch (-f FILENAME | TYPE NAME | TYPE/NAME) -p PATCH [--type=strategic|merge|json] [flags]',
  summary: 'Update fields of a resource',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...WRITE,
    absent('local', 'bool', 'Use --dry-run=client -o yaml.'),
    flag('patch p', 'string', 'the patch, JSON or YAML'),
    flag('patch-file', 'string', 'a file with the patch'),
    flag('subresource', 'string', 'status or scale'),
    flag('type', 'string', 'strategic, merge or json', 'strategic'),
  ],
  run: runPatch,
};

async function runPatch({ session, flags, args }: Call): Promise<void> {
  const type = flags.string('type');
  const contentType = TYPES[type];
  if (!contentType)
    throw new KubectlError(
      `error: --type must be one of [json merge strategic], not ${JSON.stringify(type)}`,
    );
  const text = flags.string('patch-file') ? readPatch(flags.string('patch-file')) : flags.string('patch');
  if (text === '')
    throw new KubectlError(
      'error: must specify --patch or --patch-file containing the contents of the patch',
    );
  const dryRun = dryRunOf(flags);
  const sub = flags.string('subresource') || undefined;
  const { targets } = await select(session, args, {
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
  });
  for (const target of targets) {
    for (const before of await fetchObjects(session, target, {})) {
      const body = parse(text);
      const after =
        dryRun === 'client'
          ? before
          : await session.client
              .send<KubeObject>(
                'PATCH',
                resourcePath(target.resource, target.namespace, nameOf(before), sub),
                {
                  body,
                  contentType,
                  query: {
                    ...writeQuery(flags, dryRun),
                    fieldManager: flags.string('field-manager') || 'kubectl-patch',
                  },
                },
              )
              .catch((error) => unsupported(error, type, target));
      const changed =
        after.metadata?.resourceVersion !== before.metadata?.resourceVersion || dryRun !== 'none';
      const print = await resultPrinter(flags, changed ? 'patched' : 'patched (no change)');
      session.out(print(after));
    }
  }
}

/** A custom resource has no strategic merge. */
function unsupported(error: unknown, type: string, { resource }: Target): never {
  if (!(error instanceof StatusError) || error.code !== 415) throw error;
  const gvk = `${resource.group}/${resource.version}, Kind=${resource.kind}`;
  throw new KubectlError(`error: ${TYPES[type]} is not supported by ${gvk}: ${error.message}`);
}

function readPatch(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new KubectlError(`error: unable to read patch file: open ${file}: no such file or directory`);
  }
}

/** JSON or YAML as the value it is; what is neither goes as it is, and the server says what is wrong with it. */
function parse(text: string): unknown {
  try {
    return load(text);
  } catch {
    return text;
  }
}
