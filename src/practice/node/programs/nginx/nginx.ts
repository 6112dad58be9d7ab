import type { ContainerProcess, ContainerProgram } from '../program.ts';
import { serveHttp, type WebServer } from '../web/server.ts';
import { answer } from './answer.ts';
import { ConfigError } from './config.ts';
import { stamp } from './stamp.ts';
import { type Config, loadConfig } from './startup.ts';

const configFile = '/etc/nginx/nginx.conf';
/** How `-s` is passed on. */
const signals: Readonly<Record<string, string>> = {
  quit: 'SIGQUIT',
  reload: 'SIGHUP',
  reopen: 'SIGUSR1',
  stop: 'SIGTERM',
};

/** `nginx`: files, `return`, `proxy_pass`, by the image's own configuration. */
export const nginx: ContainerProgram = async (process) => {
  const { stderr } = process;
  const version = process.env.NGINX_VERSION ?? '1.29.3';
  const { argv } = process;
  const after = (option: string) => (argv.includes(option) ? argv[argv.indexOf(option) + 1] : undefined);
  if (argv.includes('-v')) {
    stderr(`nginx version: nginx/${version}\n`);
    return 0;
  }
  const isTest = argv.includes('-t');
  const file = after('-c') ?? configFile;
  let config: Config;
  try {
    config = await loadConfig(process, file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    log(process, 'emerg', error.message);
    stderr(`nginx: [emerg] ${error.message}\n`);
    if (isTest) stderr(`nginx: configuration file ${file} test failed\n`);
    return 1;
  }
  if (isTest) {
    stderr(
      `nginx: the configuration file ${file} syntax is ok\nnginx: configuration file ${file} test is successful\n`,
    );
    return 0;
  }
  const signal = after('-s');
  return signal === undefined ? serve(process, version, file, config) : passSignal(process, signal);
};

function log({ stderr, clock, pid }: ContainerProcess, level: 'notice' | 'emerg', text: string): void {
  stderr(`${stamp(clock.now())} [${level}] ${pid}#${pid}: ${text}\n`);
}

function passSignal(process: ContainerProcess, name: string): number {
  const signal = Object.hasOwn(signals, name) ? signals[name] : undefined;
  if (signal === undefined) {
    process.stderr(`nginx: invalid option: "-s ${name}"\n`);
    return 1;
  }
  log(process, 'notice', 'signal process started');
  process
    .processes()
    .find(({ pid }) => pid === 1)
    ?.kill(signal);
  return 0;
}

/** Listens at the ports that the configuration names, and at others when it was changed and is to be read again. */
async function serve(
  process: ContainerProcess,
  version: string,
  file: string,
  first: Config,
): Promise<number> {
  const servers = new Map<number, WebServer>();
  let config = first;
  /** Gives the port that was taken, if one was. */
  const listen = async (): Promise<number | undefined> => {
    const wanted = new Set(config.servers.flatMap(({ ports }) => ports));
    for (const [port, server] of servers) {
      if (wanted.has(port)) continue;
      servers.delete(port);
      server.close();
    }
    for (const port of wanted) {
      if (servers.has(port)) continue;
      try {
        const server = await serveHttp(process, [port], (request, response) =>
          answer({ process, version, port, ...config }, request, response),
        );
        servers.set(port, server);
      } catch {
        return port;
      }
    }
    return undefined;
  };
  const taken = await listen();
  if (taken !== undefined) {
    process.stderr(`nginx: [emerg] bind() to 0.0.0.0:${taken} failed (98: Address already in use)\n`);
    return 1;
  }
  const notice = (text: string) => log(process, 'notice', text);
  let worker = 29;
  const tellOfWorkers = () => {
    notice('start worker processes');
    notice(`start worker process ${worker}`);
    worker += 1;
  };
  const reload = async () => {
    notice('signal 1 (SIGHUP) received, reconfiguring');
    notice('reconfiguring');
    try {
      config = await loadConfig(process, file);
    } catch (error) {
      // What it has is better than what it cannot use.
      if (!(error instanceof ConfigError)) throw error;
      log(process, 'emerg', error.message);
      return;
    }
    const inUse = await listen();
    if (inUse !== undefined)
      log(process, 'emerg', `bind() to 0.0.0.0:${inUse} failed (98: Address already in use)`);
    notice('using the "epoll" event method');
    tellOfWorkers();
  };
  process.onSignal((name) => {
    if (name === 'SIGHUP') void reload();
    return name === 'SIGHUP' || name === 'SIGUSR1';
  });
  notice('using the "epoll" event method');
  notice(`nginx/${version}`);
  notice('OS: Linux 6.6.87-pilotage');
  tellOfWorkers();
  const { signal } = process;
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  notice(`signal ${signal.reason === 'SIGQUIT' ? 3 : 15} (${signal.reason}) received, exiting`);
  notice('exit');
  return 0;
}
