import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { ContainerProgram } from '../../programs/program.ts';
import { sendJson } from './exchange.ts';
import { RegistryLog } from './log.ts';
import { route } from './router.ts';
import { type RegistrySettings, readSettings, SettingsError } from './settings.ts';
import { RegistryStorage } from './storage.ts';

/** Where the connections of a node's own network come from: a container sees the node's bridge, not the client. */
const bridge = '10.244.0.1';

const usage = `\`registry\`

Usage:
  registry [flags]
  registry [command]

Available Commands:
  garbage-collect \`garbage-collect\` deletes layers not referenced by any manifests
  help            Help about any command
  serve           \`serve\` stores and distributes Docker images

Flags:
  -h, --help=false: help for registry
  -v, --version=false: show the version and exit

Use "registry [command] --help" for more information about a command.
`;

/**
 * `registry serve CONFIG`, and the image's entry point, which is the same with the file alone: an OCI registry over the
 * container's own files.
 */
export const registry: ContainerProgram = async (process) => {
  const args = process.argv.slice(1);
  if (args[0] === '--version' || args[0] === '-v') {
    process.stdout('registry github.com/docker/distribution v2.8.3\n');
    return 0;
  }
  const file = args[0] === 'serve' ? args[1] : /\.ya?ml$/.test(args[0] ?? '') ? args[0] : undefined;
  if (file === undefined) {
    process.stdout(usage);
    return args.length === 0 || args[0] === 'help' || args[0] === '--help' ? 0 : 1;
  }
  const log = new RegistryLog(process.stdout, process.stderr);
  let settings: RegistrySettings;
  try {
    settings = await readSettings(process, file);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr(`${error.message}\n`);
    return 1;
  }
  const storage = new RegistryStorage(process.paths.toHost(settings.rootDirectory));
  const served = { storage, deleteEnabled: settings.deleteEnabled };
  const server = createServer((request, response) => {
    const began = process.clock.now();
    const started = performance.now();
    const answering = route(served, request, response).catch((error: Error) => {
      log.say('error', `response failed: ${error.message}`, process.clock.now());
      abandon(response, error);
      return undefined;
    });
    Promise.all([answering, finished(response)]).then(([error]) => {
      log.served({
        method: request.method ?? 'GET',
        uri: request.url ?? '/',
        host: request.headers.host ?? '',
        remote: request.socket.remoteAddress ?? bridge,
        agent: request.headers['user-agent'] ?? '',
        began,
        took: performance.now() - started,
        status: response.statusCode,
        written: Number(response.getHeader('content-length') ?? 0),
        contentType: response.getHeader('content-type')?.toString(),
        error,
      });
    });
  });
  // A large layer over a busy machine may take longer than Node's default patience for a request.
  server.requestTimeout = 0;
  let stopListening: () => void;
  try {
    stopListening = await process.network.listen(settings.port, (connection) =>
      server.emit('connection', connection),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    process.stderr(`listen tcp :${settings.port}: bind: address already in use\n`);
    return 1;
  }
  log.say(
    'warning',
    'No HTTP secret provided - generated random secret. This may cause problems with uploads if multiple registries are behind a load-balancer. To provide a shared secret, fill in http.secret in the configuration file or set the REGISTRY_HTTP_SECRET environment variable.',
    process.clock.now(),
  );
  log.say('info', 'redis not configured', process.clock.now());
  log.say('info', 'using inmemory blob descriptor cache', process.clock.now());
  log.say('info', `listening on [::]:${settings.port}`, process.clock.now());
  if (!process.signal.aborted) await once(process.signal, 'abort');
  stopListening();
  server.closeAllConnections();
  // registry:2 has no handler for SIGTERM: as the first process of its container, Go's runtime ends it with this.
  return 2;
};

function finished(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    if (response.writableFinished || response.destroyed) resolve();
  });
}

/** After a failure of our own: a full disk, most likely. */
function abandon(response: ServerResponse, error: Error): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = { errors: [{ code: 'UNKNOWN', message: 'unknown error', detail: { Op: error.message } }] };
  sendJson(response, 500, `${JSON.stringify(body)}\n`);
}
