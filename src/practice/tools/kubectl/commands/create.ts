import { resourcePath } from '../api/discovery.ts';
import type { KubeObject } from '../api/objects.ts';
import { dryRunOf, FILES, fieldValidation, OUTPUT, SELECTOR, WRITE, writeQuery } from '../args/common.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError, StatusError, throwAll, usageError } from '../errors.ts';
import { select } from '../resources/selection.ts';
import { resultPrinter } from '../resources/submit.ts';

export const create: Command = {
  usage: 'create -f FILENAME [flags]',
  summary: 'Create a resource from a file or from stdin',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...WRITE,
    SELECTOR,
    flag('save-config', 'bool', 'keep the manifest in an annotation, for "kubectl apply"'),
    absent('edit', 'bool', 'Edit the file first.'),
    absent('raw', 'string', 'Use -f without it.'),
  ],
  subcommands: {
    clusterrole: async () => (await import('./create/role.ts')).clusterRole,
    clusterrolebinding: async () => (await import('./create/binding.ts')).clusterRoleBinding,
    configmap: async () => (await import('./create/configmap.ts')).configmap,
    cm: async () => (await import('./create/configmap.ts')).configmap,
    cronjob: async () => (await import('./create/job.ts')).cronjob,
    cj: async () => (await import('./create/job.ts')).cronjob,
    deployment: async () => (await import('./create/deployment.ts')).deployment,
    deploy: async () => (await import('./create/deployment.ts')).deployment,
    ingress: async () => (await import('./create/ingress.ts')).ingress,
    ing: async () => (await import('./create/ingress.ts')).ingress,
    job: async () => (await import('./create/job.ts')).job,
    namespace: async () => (await import('./create/namespace.ts')).namespace,
    ns: async () => (await import('./create/namespace.ts')).namespace,
    poddisruptionbudget: async () => (await import('./create/policy.ts')).podDisruptionBudget,
    pdb: async () => (await import('./create/policy.ts')).podDisruptionBudget,
    priorityclass: async () => (await import('./create/policy.ts')).priorityClass,
    pc: async () => (await import('./create/policy.ts')).priorityClass,
    quota: async () => (await import('./create/namespace.ts')).quota,
    role: async () => (await import('./create/role.ts')).role,
    rolebinding: async () => (await import('./create/binding.ts')).roleBinding,
    secret: async () => (await import('./create/secret.ts')).secret,
    service: async () => (await import('./create/service.ts')).service,
    svc: async () => (await import('./create/service.ts')).service,
    serviceaccount: async () => (await import('./create/namespace.ts')).serviceAccount,
    sa: async () => (await import('./create/namespace.ts')).serviceAccount,
    token: async () => (await import('./create/token.ts')).token,
  },
  run: createFiles,
};

async function createFiles({ session, flags, args }: Call): Promise<void> {
  if (args.length > 0) throw usageError('create', `Unexpected args: [${args.join(' ')}]`);
  const filenames = flags.list('filename');
  if (filenames.length === 0 && !flags.changed('kustomize'))
    throw new KubectlError('error: must specify one of -f and -k');
  const dryRun = dryRunOf(flags);
  const print = await resultPrinter(flags, 'created');
  const { targets } = await select(session, [], { filenames, recursive: flags.bool('recursive') });
  const errors: unknown[] = [];
  for (const { resource, namespace, manifest } of targets) {
    if (!manifest) continue;
    let object = manifest.object;
    if (flags.bool('save-config'))
      object = (await import('../apply/last-applied.ts')).withLastApplied(object);
    try {
      if (dryRun !== 'client') {
        object = await session.client.send<KubeObject>('POST', resourcePath(resource, namespace), {
          body: object,
          query: {
            ...writeQuery(flags, dryRun),
            fieldManager: 'kubectl-create',
            fieldValidation: fieldValidation(flags),
          },
        });
      }
      session.out(print(object));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      errors.push(error.during(`error when creating "${manifest.source}"`));
    }
  }
  throwAll(errors);
}
