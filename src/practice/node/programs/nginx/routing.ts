import { ConfigError, type Directive } from './config.ts';

export interface Location {
  path: string;
  /** `=`, `^~`, `~`, `~*`, or a plain prefix. */
  modifier: string;
  pattern: RegExp | undefined;
  settings: Settings;
}

/** What applies to a request: of the location, or of the server or the whole around it. */
export interface Settings {
  root: string;
  index: string[];
  defaultType: string;
  returns: string[] | undefined;
  proxyPass: string | undefined;
  tryFiles: string[] | undefined;
  alias: string | undefined;
  headers: [string, string][];
}

export interface Server {
  ports: number[];
  names: string[];
  isDefault: boolean;
  settings: Settings;
  locations: Location[];
}

const initial: Settings = {
  root: '/etc/nginx/html',
  index: ['index.html'],
  defaultType: 'text/plain',
  returns: undefined,
  proxyPass: undefined,
  tryFiles: undefined,
  alias: undefined,
  headers: [],
};

/** The servers of a configuration, and the upstreams by name. @throws ConfigError */
export function readServers(config: readonly Directive[]): {
  servers: Server[];
  upstreams: Map<string, string[]>;
} {
  const http = config.filter(({ name }) => name === 'http').flatMap(({ block }) => block ?? []);
  const shared = settingsOf(http, initial);
  const servers = http
    .filter(({ name }) => name === 'server')
    .map(({ block = [] }) => readServer(block, shared));
  const upstreams = new Map(
    http
      .filter(({ name }) => name === 'upstream')
      .map(
        ({ args: [name = ''], block = [] }) =>
          [name, block.filter((one) => one.name === 'server').map(({ args }) => args[0] ?? '')] as const,
      ),
  );
  return { servers, upstreams };
}

function readServer(block: readonly Directive[], shared: Settings): Server {
  const listens = block.filter(({ name }) => name === 'listen').map(({ args }) => args);
  const settings = settingsOf(block, shared);
  return {
    ports: listens.length === 0 ? [80] : [...new Set(listens.map(([address = '']) => portOf(address)))],
    names: block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args),
    isDefault: listens.some((args) => args.includes('default_server')),
    settings,
    locations: block.filter(({ name }) => name === 'location').map((one) => readLocation(one, settings)),
  };
}

function portOf(address: string): number {
  const port = Number(/(?:^|:)(\d+)$/.exec(address)?.[1] ?? 80);
  if (port < 1 || port > 65_535)
    throw new ConfigError(`invalid port in "${address}" of the "listen" directive`);
  return port;
}

function readLocation({ args, block = [] }: Directive, shared: Settings): Location {
  const [modifier = '', path = ''] = args.length > 1 ? args : ['', args[0]];
  const isPattern = modifier.startsWith('~');
  const pattern = isPattern ? new RegExp(path, modifier === '~*' ? 'i' : '') : undefined;
  // What a server returns for everything, its locations do not inherit.
  const { root, index, defaultType, headers } = shared;
  return {
    path,
    modifier,
    pattern,
    settings: settingsOf(block, { ...initial, root, index, defaultType, headers }),
  };
}

function settingsOf(block: readonly Directive[], outer: Settings): Settings {
  const find = (wanted: string) => block.find(({ name }) => name === wanted)?.args;
  const headers = block
    .filter(({ name }) => name === 'add_header')
    .map(({ args }): [string, string] => [args[0] ?? '', args[1] ?? '']);
  return {
    root: find('root')?.[0] ?? outer.root,
    index: find('index') ?? outer.index,
    defaultType: find('default_type')?.[0] ?? outer.defaultType,
    returns: find('return') ?? outer.returns,
    proxyPass: find('proxy_pass')?.[0] ?? outer.proxyPass,
    tryFiles: find('try_files') ?? outer.tryFiles,
    alias: find('alias')?.[0] ?? outer.alias,
    headers: headers.length > 0 ? headers : outer.headers,
  };
}

/** As nginx chooses: an exact path, then the longest prefix, which gives way to a pattern unless it is `^~`. */
export function chooseLocation(locations: readonly Location[], path: string): Location | undefined {
  const exact = locations.find((one) => one.modifier === '=' && one.path === path);
  if (exact) return exact;
  const prefixes = locations.filter(({ pattern, modifier }) => !pattern && modifier !== '=');
  const [longest] = prefixes
    .filter((one) => path.startsWith(one.path))
    .sort((a, b) => b.path.length - a.path.length);
  if (longest?.modifier === '^~') return longest;
  return locations.find(({ pattern }) => pattern?.test(path)) ?? longest;
}

export function chooseServer(servers: readonly Server[], port: number, host: string): Server | undefined {
  const here = servers.filter(({ ports }) => ports.includes(port));
  const fits = (name: string) => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1)));
  return here.find(({ names }) => names.some(fits)) ?? here.find(({ isDefault }) => isDefault) ?? here[0];
}
