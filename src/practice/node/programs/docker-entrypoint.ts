import type { ContainerProcess, ContainerProgram } from './program.ts';

/**
 * The entry point of the node, redis and nginx images: runs what it is given, and takes options alone as meant for the
 * image's own program.
 */
export const dockerEntrypoint: ContainerProgram = async (process) => {
  const words = process.argv.slice(1);
  const [first = ''] = words;
  const own = ownProgram(process);
  const isForOwn = first.startsWith('-') || (own === 'redis-server' && first.endsWith('.conf'));
  if (own === 'nginx' && (first === 'nginx' || isForOwn)) greet(process);
  return process.exec(isForOwn && own ? [own, ...words] : words);
};

function ownProgram({ env }: ContainerProcess): string | undefined {
  if (env.REDIS_VERSION) return 'redis-server';
  if (env.NGINX_VERSION) return 'nginx';
  return env.NODE_VERSION ? 'node' : undefined;
}

function greet({ stdout }: ContainerProcess): void {
  const say = (text: string) => stdout(`/docker-entrypoint.sh: ${text}\n`);
  say('/docker-entrypoint.d/ is not empty, will attempt to perform configuration');
  say('Looking for shell scripts in /docker-entrypoint.d/');
  say('Configuration complete; ready for start up');
}
