import type { KubeObject } from '../../api/objects.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument } from './shared.ts';

/** A command that makes an object of little more than a name. */
function simple(
  type: string,
  kind: string,
  body: (call: Call) => object,
  failure: string,
  extra: Partial<Command> = {},
): Command {
  return {
    usage: `create ${type} NAME`,
    summary: `Create a ${type} with the specified name`,
    flags: CREATE_FLAGS,
    ...extra,
    async run(call) {
      const name = nameArgument(call, type);
      const resource = await call.session.discovery.resolve(`${kind.toLowerCase()}s`);
      const metadata = resource.namespaced ? metadataOf(call, name) : { creationTimestamp: null, name };
      const object: KubeObject = { apiVersion: 'v1', kind, metadata: metadata ?? {}, ...body(call) };
      await createOr(call, resource, object, failure);
    },
  };
}

export const namespace = simple('namespace', 'Namespace', () => ({ spec: {}, status: {} }), '');

export const serviceAccount = simple(
  'serviceaccount',
  'ServiceAccount',
  () => ({}),
  'failed to create serviceaccount:',
);

export const quota = simple('quota', 'ResourceQuota', quotaBody, 'failed to create quota:', {
  usage: 'create quota NAME [--hard=pods=3,cpu=2]',
  flags: [
    ...CREATE_FLAGS,
    flag('hard', 'string', 'the limits: pods=3,requests.cpu=2'),
    flag('scopes', 'string', 'the pods that count: BestEffort,Terminating'),
  ],
});

function quotaBody({ flags }: Call): object {
  const hard: Record<string, string> = {};
  for (const part of flags
    .string('hard')
    .split(',')
    .filter((one) => one !== '')) {
    const [key = '', value, ...rest] = part.split('=');
    if (value === undefined || rest.length > 0) {
      throw new KubectlError(`error: Invalid argument syntax ${part}, expected <resource>=<value>`);
    }
    hard[key] = value;
  }
  const scopes = flags
    .string('scopes')
    .split(',')
    .filter((one) => one !== '');
  return { spec: { hard, ...(scopes.length > 0 ? { scopes } : {}) }, status: {} };
}
