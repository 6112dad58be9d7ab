import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { CLIENT_VERSION, KUSTOMIZE_VERSION } from '../version-number.ts';

interface VersionInfo {
  major: string;
  minor: string;
  gitVersion: string;
  [field: string]: string;
}

export const version: Command = {
  usage: 'version [flags]',
  summary: 'Print the client and server version information',
  flags: [
    flag('client', 'bool', 'the client alone, without asking a server'),
    flag('output o', 'string', 'json or yaml'),
  ],
  run: printVersion,
};

async function printVersion({ session, flags, args }: Call): Promise<void> {
  if (args.length > 0) throw new KubectlError(`error: extra arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'json', 'yaml'].includes(output))
    throw new KubectlError("error: --output must be 'yaml' or 'json'");
  const client = clientVersion();
  let server: VersionInfo | undefined;
  let failure: unknown;
  if (!flags.bool('client')) {
    try {
      server = await session.client.get<VersionInfo>('/version');
    } catch (error) {
      failure = error;
    }
  }
  const all = {
    clientVersion: client,
    kustomizeVersion: KUSTOMIZE_VERSION,
    ...(server ? { serverVersion: server } : {}),
  };
  if (output === 'json') session.out(`${JSON.stringify(all, undefined, 2)}\n`);
  else if (output === 'yaml') session.out(`${(await import('../printers/yaml.ts')).toYaml(all)}\n`);
  else {
    session.out(`Client Version: ${client.gitVersion}\nKustomize Version: ${KUSTOMIZE_VERSION}\n`);
    if (server) session.out(`Server Version: ${server.gitVersion}\n`);
  }
  if (server) session.err(skewWarning(client, server));
  if (failure) throw failure;
}

function clientVersion(): VersionInfo {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(CLIENT_VERSION) ?? [];
  const unknown = { gitCommit: '', gitTreeState: '', buildDate: '', goVersion: '' };
  const made = { compiler: 'pilotage', platform: `${platform()}/${architecture()}` };
  return { major, minor, gitVersion: CLIENT_VERSION, ...unknown, ...made };
}

const platform = () => (process.platform === 'win32' ? 'windows' : process.platform);
const architecture = () => (process.arch === 'x64' ? 'amd64' : process.arch);

function skewWarning(client: VersionInfo, server: VersionInfo): string {
  const minor = Number.parseInt(server.minor, 10);
  if (Math.abs(Number(client.minor) - minor) <= 1) return '';
  return `WARNING: version difference between client (${client.major}.${client.minor}) and server (${server.major}.${minor}) exceeds the supported minor version skew of +/-1\n`;
}
