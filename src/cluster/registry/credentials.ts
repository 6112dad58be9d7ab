import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ran } from '../ran.ts';

interface DockerConfig {
  auths?: Record<string, { auth?: string }>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
}

/**
 * As whom `docker login` has signed in to a registry, as an Authorization header: those who did may pull more, and what
 * others may not. Undefined where nobody has.
 */
export async function signedIn(
  registry: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<string | undefined> {
  const folder = env.DOCKER_CONFIG || join(homedir(), '.docker');
  const config = await readFile(join(folder, 'config.json'), 'utf8')
    .then((text) => JSON.parse(text) as DockerConfig)
    .catch((): DockerConfig => ({}));
  // Docker Hub goes by the address that it had in the beginning.
  const server = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  const helper = config.credHelpers?.[server] ?? config.credsStore;
  if (helper) return fromHelper(helper, server, env);
  const auth = config.auths?.[server]?.auth ?? config.auths?.[`https://${server}`]?.auth;
  return auth ? `Basic ${auth}` : undefined;
}

/** Asks the program that keeps secrets for docker. */
async function fromHelper(
  helper: string,
  server: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<string | undefined> {
  const answer = await ran(`docker-credential-${helper}`, ['get'], env, server);
  if (answer.kind !== 'ended' || answer.exit !== 0) return undefined;
  try {
    const { Username, Secret } = JSON.parse(answer.stdout) as { Username?: string; Secret?: string };
    // A token that is no password is had where a browser was: it opens nothing here.
    if (!Username || !Secret || Username === '<token>') return undefined;
    return `Basic ${Buffer.from(`${Username}:${Secret}`).toString('base64')}`;
  } catch {
    return undefined;
  }
}
