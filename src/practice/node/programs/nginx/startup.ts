import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerProcess } from '../program.ts';
import { ConfigError, type Directive, readConfig } from './config.ts';
import { readServers } from './routing.ts';

export type Config = ReturnType<typeof readServers>;

/** What the configuration says, its upstreams looked up. @throws ConfigError */
export async function loadConfig(process: ContainerProcess, file: string): Promise<Config> {
  const directives = readConfig(process.paths, file);
  let config: Config;
  try {
    config = readServers(directives);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigError(error.message);
  }
  const missing = await unknownUpstream(process, config);
  if (missing !== undefined) throw new ConfigError(`host not found in upstream "${missing}" in ${file}`);
  prepareFolders(process, directives);
  return config;
}

const scratch = ['client', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
  (name) => `/var/cache/nginx/${name}_temp`,
);
/** /run, by either of its names. */
const usualPidFiles = ['/run/nginx.pid', '/var/run/nginx.pid'];

/** Makes what it needs to write to. @throws ConfigError where a root must not change */
function prepareFolders({ paths }: ContainerProcess, directives: readonly Directive[]): void {
  for (const folder of scratch) {
    if (paths.isReadOnly(folder)) throw readOnly(`mkdir() "${folder}"`);
    mkdirSync(paths.toChange(folder), { recursive: true });
  }
  const given = directives.find(({ name }) => name === 'pid')?.args[0];
  const files = given === undefined ? usualPidFiles : [given];
  const file = files.find((one) => !paths.isReadOnly(one));
  if (file === undefined) throw readOnly(`open() "${files[0]}"`);
  mkdirSync(path.dirname(paths.toChange(file)), { recursive: true });
  writeFileSync(paths.toChange(file), '1\n');
}

function readOnly(what: string): ConfigError {
  return new ConfigError(`${what} failed (30: Read-only file system)`);
}

/** nginx looks the hosts up once, when it starts, and does not start without them. */
async function unknownUpstream(
  { network }: ContainerProcess,
  { servers, upstreams }: Config,
): Promise<string | undefined> {
  const targets = servers.flatMap(({ settings, locations }) =>
    [settings, ...locations.map((one) => one.settings)].flatMap((one) => one.proxyPass ?? []),
  );
  for (const target of targets.filter((one) => !one.includes('$'))) {
    const { hostname } = new URL(target);
    for (const host of upstreams.get(hostname) ?? [hostname]) {
      const name = host.replace(/:\d+$/, '');
      if (
        await network.lookup(name).then(
          () => false,
          () => true,
        )
      )
        return name;
    }
  }
  return undefined;
}
