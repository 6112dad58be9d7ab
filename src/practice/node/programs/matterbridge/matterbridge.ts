import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContainerProcess, ContainerProgram } from '../program.ts';
import { createApiBridge } from './api-bridge.ts';
import { createLog, Fatal, type Log } from './log.ts';
import { type Inbox, relay } from './relay.ts';
import { readSettings, type Settings } from './settings.ts';

/** What the API keeps when `Buffer` does not say. */
const usualBuffer = 10;

const guide = 'See https://github.com/42wim/matterbridge/wiki/How-to-create-your-config for more info';

/** `matterbridge [-conf FILE]`: its `api` bridges, and the gateways between them. */
export const matterbridge: ContainerProgram = async (process) => {
  const options = readOptions(process.argv.slice(1));
  const version = process.env.MATTERBRIDGE_VERSION ?? '1.26.0';
  if (options.version) {
    process.stdout(`version: ${version} \n`);
    return 0;
  }
  const log = createLog(process);
  log('info', 'main', `Running version ${version} `);
  const stops: (() => void)[] = [];
  try {
    await start(process, readSettings(readFile(process, options.file), process.env), log, stops);
  } catch (error) {
    for (const stop of stops) stop();
    if (!(error instanceof Fatal)) throw error;
    log('fatal', error.prefix, error.message);
    return 1;
  }
  log('info', 'main', 'Gateway(s) started successfully. Now relaying messages');
  if (!process.signal.aborted) await once(process.signal, 'abort');
  for (const stop of stops) stop();
  // It has no handler for SIGTERM: Go's runtime ends it with this.
  return 2;
};

async function start(
  process: ContainerProcess,
  settings: Settings,
  log: Log,
  stops: (() => void)[],
): Promise<void> {
  const { gateways, text } = settings;
  const inboxes = new Map<string, Inbox>();
  if (gateways.length === 0)
    throw new Fatal('main', `Starting gateway failed: no [[gateway]] configured. ${guide}`);
  for (const { name, members } of gateways) {
    log('info', 'router', `Parsing gateway ${name}`);
    if (members.length === 0)
      throw new Fatal('main', `Starting gateway failed: no bridges configured for gateway ${name}. ${guide}`);
  }
  for (const account of new Set(gateways.flatMap(({ members }) => members.map((member) => member.account)))) {
    checkAccount(account);
    log('info', 'router', `Starting bridge: ${account} `);
    const bridge = createApiBridge({
      account,
      token: text(account, 'Token') || undefined,
      buffer: Number(text(account, 'Buffer') ?? 0) || usualBuffer,
      now: process.clock.now,
      send: (message) => relay(message, settings, inboxes),
    });
    inboxes.set(account, bridge.inbox);
    const address = text(account, 'BindAddress') ?? '';
    if (address === '') throw new Fatal('api', 'No BindAddress configured.');
    const stop = await process.network
      .listen(portOf(address), (connection) => bridge.server.emit('connection', connection))
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        throw new Fatal('api', `listen tcp ${address}: bind: address already in use`);
      });
    stops.push(() => {
      stop();
      bridge.server.closeAllConnections();
    });
    log('info', 'api', `Listening on ${address}`);
  }
}

/** @throws Fatal */
function checkAccount(account: string): void {
  const [protocol = '', name, ...more] = account.split('.');
  if (name === undefined || more.length > 0)
    throw new Fatal('bridge', `config failure, account incorrect: ${account}`);
  if (protocol !== 'api') {
    throw new Fatal(
      'gateway',
      `${account}: the practice cluster reaches no chat service. Of matterbridge it has the api bridge: use accounts such as api.one`,
    );
  }
}

function portOf(address: string): number {
  const port = /^[^:]*:(\d+)$/.exec(address)?.[1];
  if (port === undefined) throw new Fatal('api', `listen tcp: address ${address}: missing port in address`);
  return Number(port);
}

function readOptions(words: readonly string[]): { file: string; version: boolean } {
  const options = { file: 'matterbridge.toml', version: false };
  const left = [...words];
  for (let word = left.shift(); word?.startsWith('-'); word = left.shift()) {
    const [name, value] = word.replace(/^--?/, '').split('=', 2);
    if (name === 'conf') options.file = value ?? left.shift() ?? '';
    else if (name === 'version') options.version = true;
  }
  return options;
}

/** @throws Fatal */
function readFile({ paths, cwd }: ContainerProcess, file: string): string {
  try {
    return readFileSync(paths.toHost(path.posix.resolve(cwd, file)), 'utf8');
  } catch (error) {
    const { code, errno = 0 } = error as NodeJS.ErrnoException;
    const [op, number] = code === 'EISDIR' ? ['read', 21] : ['open', -errno];
    throw new Fatal(
      'config',
      `Failed to read configuration file: &fs.PathError{Op:"${op}", Path:"${file}", Err:0x${number.toString(16)}}`,
    );
  }
}
