import { resourcePath } from '../../api/discovery.ts';
import { textAt } from '../../api/objects.ts';
import { absent, flag } from '../../args/flags.ts';
import type { Command } from '../../command.ts';
import { KubectlError, StatusError } from '../../errors.ts';
import { nameArgument } from './shared.ts';

export const token: Command = {
  usage: 'create token SERVICE_ACCOUNT [--duration=1h]',
  summary: 'Request a service account token',
  flags: [
    flag('audience', 'array', 'who accepts it'),
    flag('duration', 'duration', 'how long it holds'),
    absent('bound-object-kind', 'string', 'Leave it out.'),
    absent('output o', 'string', 'Leave it out.'),
  ],
  async run(call) {
    const { session, flags } = call;
    const name = nameArgument(call, 'token');
    const accounts = await session.discovery.resolve('serviceaccounts');
    const audiences = flags.list('audience');
    const body = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: {
        ...(audiences.length > 0 ? { audiences } : {}),
        ...(flags.changed('duration') ? { expirationSeconds: flags.duration('duration') / 1000 } : {}),
      },
    };
    try {
      const made = await session.client.send(
        'POST',
        resourcePath(accounts, session.namespace, name, 'token'),
        {
          body,
        },
      );
      session.out(textAt(made, 'status', 'token'));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      throw new KubectlError(`error: failed to create token: ${error.message}`);
    }
  },
};
