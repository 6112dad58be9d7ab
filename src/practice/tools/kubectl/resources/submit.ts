import { type Resource, resourcePath } from '../api/discovery.ts';
import type { KubeObject } from '../api/objects.ts';
import { dryRunOf, operation, writeQuery } from '../args/common.ts';
import type { Flags } from '../args/flags.ts';
import { objectPrinter } from '../printers/objects.ts';
import type { Session } from '../session.ts';

/** The printer of a command that changes objects. @throws KubectlError for an unknown -o */
export async function resultPrinter(
  flags: Flags,
  done: string,
  typed = false,
): Promise<(object: KubeObject) => string> {
  return objectPrinter({
    output: flags.string('output'),
    template: flags.string('template'),
    showManagedFields: flags.bool('show-managed-fields'),
    allowMissingKeys: flags.bool('allow-missing-template-keys'),
    typed,
    operation: operation(done, dryRunOf(flags)),
  });
}

/** Creates an object and says so; with --dry-run=client only shows it. Gives what the server made of it. */
export async function createAndPrint(
  session: Session,
  flags: Flags,
  resource: Resource,
  object: KubeObject,
  done = 'created',
): Promise<KubeObject> {
  const dryRun = dryRunOf(flags);
  const print = await resultPrinter(flags, done, true);
  const created = dryRun === 'client' ? object : await postObject(session, flags, resource, object);
  session.out(print(created));
  return created;
}

export async function postObject(
  session: Session,
  flags: Flags,
  resource: Resource,
  object: KubeObject,
): Promise<KubeObject> {
  const namespace = resource.namespaced ? (object.metadata?.namespace ?? session.namespace) : undefined;
  return session.client.send<KubeObject>('POST', resourcePath(resource, namespace), {
    body: object,
    query: {
      ...writeQuery(flags, dryRunOf(flags)),
      fieldManager: flags.string('field-manager') || 'kubectl-create',
    },
  });
}
