import type { Resource } from '../../api/discovery.ts';
import type { KubeObject } from '../../api/objects.ts';
import { OUTPUT, WRITE } from '../../args/common.ts';
import { type FlagSpec, flag } from '../../args/flags.ts';
import type { Call } from '../../command.ts';
import { KubectlError, StatusError } from '../../errors.ts';
import { createAndPrint } from '../../resources/submit.ts';

export const CREATE_FLAGS: readonly FlagSpec[] = [...OUTPUT, ...WRITE, flag('save-config', 'bool')];

/** The one NAME argument. @throws KubectlError */
export function nameArgument({ args, beforeDash }: Call, command: string): string {
  const names = beforeDash === undefined ? args : args.slice(0, beforeDash);
  const [name] = names;
  if (name === undefined || names.length !== 1) {
    throw new KubectlError(
      `error: exactly one NAME is required, got ${names.length}\nSee 'kubectl create ${command} -h' for help and examples`,
    );
  }
  return name;
}

/** Metadata in the order and with the empty creation time that kubectl shows under --dry-run=client. */
export function metadataOf(
  call: Call,
  name: string,
  labels?: Record<string, string>,
): KubeObject['metadata'] {
  const { session } = call;
  return {
    creationTimestamp: null,
    name,
    ...(labels ? { labels } : {}),
    ...(session.namespaceEnforced ? { namespace: session.namespace } : {}),
  };
}

/** Creates it; a refusal is told as `error: failed to create WHAT: …`. */
export async function createOr(
  call: Call,
  resource: Resource,
  object: KubeObject,
  failure: string,
): Promise<void> {
  const { session, flags } = call;
  const whole = flags.bool('save-config')
    ? (await import('../../apply/last-applied.ts')).withLastApplied(object)
    : object;
  try {
    await createAndPrint(session, flags, resource, whole);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw failure === '' ? error : new KubectlError(`error: ${failure} ${error.message}`);
  }
}

/** Labels of `a=b,c=d`. @throws KubectlError */
export function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const part of text.split(',').filter((one) => one !== '')) {
    const equals = part.indexOf('=');
    if (equals < 1) throw new KubectlError(`error: unexpected label spec: ${part}`);
    labels[part.slice(0, equals)] = part.slice(equals + 1);
  }
  return labels;
}

/** What kubectl calls a container of an image: the last part of its name, without tag and digest. */
export function containerName(image: string): string {
  return image
    .slice(image.lastIndexOf('/') + 1)
    .replace(/[:@].*$/s, '')
    .toLowerCase()
    .replaceAll('_', '-');
}
