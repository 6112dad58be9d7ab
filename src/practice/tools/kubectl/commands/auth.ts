import { Tabwriter } from '../../common/tabwriter.ts';
import { type KubeObject, listAt, textAt } from '../api/objects.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import type { Session } from '../session.ts';

export const auth: Command = {
  usage: 'auth can-i VERB TYPE[/NAME]',
  summary: 'Inspect authorization',
  flags: [],
  subcommands: {
    'can-i': async () => canI,
    whoami: async () => whoami,
  },
};

const canI: Command = {
  usage: 'auth can-i VERB TYPE[/NAME] [flags]',
  summary: 'Check whether an action is allowed',
  flags: [
    flag('all-namespaces A', 'bool', 'in all namespaces'),
    flag('quiet q', 'bool', 'say it by the exit code alone'),
    flag('subresource', 'string', 'of a subresource: log'),
  ],
  run: runCanI,
};

async function runCanI({ session, flags, args }: Call): Promise<void> {
  const [verb, what] = args;
  if (verb === undefined || what === undefined || args.length > 2) {
    throw new KubectlError(
      "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  }
  const [type = '', name] = what.split('/');
  const resource = await typeOf(session, type);
  const review = await session.client.send<KubeObject>(
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    {
      body: {
        kind: 'SelfSubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        spec: {
          resourceAttributes: {
            ...(flags.bool('all-namespaces') ? {} : { namespace: session.namespace }),
            verb,
            ...resource,
            ...(flags.string('subresource') ? { subresource: flags.string('subresource') } : {}),
            ...(name === undefined ? {} : { name }),
          },
        },
      },
    },
  );
  const allowed = textAt(review, 'status', 'allowed') === 'true';
  const reason = textAt(review, 'status', 'reason');
  if (!flags.bool('quiet'))
    session.out(allowed || !reason ? (allowed ? 'yes\n' : 'no\n') : `no - ${reason}\n`);
  if (!allowed) throw new KubectlError('');
}

/** A type that the server does not have may be asked for all the same. */
async function typeOf(session: Session, type: string): Promise<{ group?: string; resource: string }> {
  if (type === '*') return { group: '*', resource: '*' };
  try {
    const { group, name } = await session.discovery.resolve(type);
    return { ...(group ? { group } : {}), resource: name };
  } catch (error) {
    if (!(error instanceof KubectlError) || !error.message.includes('resource type')) throw error;
    session.err(`Warning: the server doesn't have a resource type '${type}'\n\n`);
    return { resource: type };
  }
}

const whoami: Command = {
  usage: 'auth whoami',
  summary: 'Check self subject attributes',
  flags: [],
  run: runWhoami,
};

async function runWhoami({ session }: Call): Promise<void> {
  const review = await session.client.send<KubeObject>(
    'POST',
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    {
      body: { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' },
    },
  );
  const rows = [
    ['ATTRIBUTE', 'VALUE'],
    ['Username', textAt(review, 'status', 'userInfo', 'username')],
    ['Groups', `[${listAt<string>(review, 'status', 'userInfo', 'groups').join(' ')}]`],
  ];
  const text = rows.map((row) => `${row.join('\t')}\n`).join('');
  session.out(new Tabwriter({ minWidth: 6, padding: 3 }).format(text));
}
