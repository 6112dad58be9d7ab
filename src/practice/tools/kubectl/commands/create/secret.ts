import { readFileSync } from 'node:fs';
import type { KubeObject } from '../../api/objects.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { checkKeyPair } from './key-pair.ts';
import { LITERAL_FLAGS, literals } from './literals.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument } from './shared.ts';

export const secret: Command = {
  usage: 'create secret generic|docker-registry|tls NAME [flags]',
  summary: 'Create a secret using a specified subcommand',
  flags: [],
  subcommands: {
    generic: async () => generic,
    'docker-registry': async () => dockerRegistry,
    tls: async () => tls,
  },
};

const generic: Command = {
  usage:
    'create secret generic NAME [--type=STRING] [--from-literal=KEY=VALUE] [--from-file=[KEY=]FILE] [flags]',
  summary: 'Create a secret from a local file, directory, or literal value',
  flags: [...CREATE_FLAGS, ...LITERAL_FLAGS, flag('type', 'string', 'the type of the secret')],
  run: (call) =>
    createSecret(
      call,
      'generic',
      literals(call.flags, (key) => `cannot add key ${key}, another key by that name already exists`),
      call.flags.string('type'),
    ),
};

const dockerRegistry: Command = {
  usage:
    'create secret docker-registry NAME --docker-username=USER --docker-password=PASSWORD [--docker-server=ADDRESS] [flags]',
  summary: 'Create a secret for use with a Docker registry',
  flags: [
    ...CREATE_FLAGS,
    flag('docker-server', 'string', 'the registry', 'https://index.docker.io/v1/'),
    flag('docker-username', 'string', 'the user'),
    flag('docker-password', 'string', 'the password'),
    flag('docker-email', 'string', 'the mail address'),
  ],
  async run(call) {
    const { flags } = call;
    const [username, password, email] = ['docker-username', 'docker-password', 'docker-email'].map((one) =>
      flags.string(one),
    );
    if (!username || !password) {
      throw new KubectlError(
        'error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    }
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    const entry = { username, password, ...(email ? { email } : {}), auth };
    const json = JSON.stringify({ auths: { [flags.string('docker-server')]: entry } });
    await createSecret(
      call,
      'docker-registry',
      new Map([['.dockerconfigjson', Buffer.from(json)]]),
      'kubernetes.io/dockerconfigjson',
    );
  },
};

const tls: Command = {
  usage: 'create secret tls NAME --cert=FILE --key=FILE [flags]',
  summary: 'Create a TLS secret',
  flags: [
    ...CREATE_FLAGS,
    flag('cert', 'string', 'the certificate, PEM'),
    flag('key', 'string', 'its private key, PEM'),
  ],
  async run(call) {
    const { flags } = call;
    if (!flags.string('key') || !flags.string('cert'))
      throw new KubectlError('error: key and cert must be specified');
    const certificate = readPem(flags.string('cert'));
    const key = readPem(flags.string('key'));
    checkKeyPair(certificate, key);
    const data = new Map([
      ['tls.crt', certificate],
      ['tls.key', key],
    ]);
    await createSecret(call, 'tls', data, 'kubernetes.io/tls');
  },
};

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new KubectlError(`error: open ${path}: no such file or directory`);
  }
}

async function createSecret(
  call: Call,
  word: string,
  values: Map<string, Buffer>,
  type: string,
): Promise<void> {
  const name = nameArgument(call, `secret ${word}`);
  const data = Object.fromEntries([...values].map(([key, value]) => [key, value.toString('base64')]));
  const object: KubeObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataOf(call, name) ?? {},
    ...(values.size > 0 ? { data } : {}),
    ...(type ? { type } : {}),
  };
  await createOr(call, await call.session.discovery.resolve('secrets'), object, 'failed to create secret');
}
