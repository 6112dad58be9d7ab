import type { Streams } from '../common/streams.ts';
import { ApiClient } from './api/client.ts';
import { Discovery } from './api/discovery.ts';
import { type Connection, resolveConnection } from './api/kubeconfig.ts';
import { absent, type FlagSpec, type Flags, flag, parseDuration } from './args/flags.ts';
import { KubectlError } from './errors.ts';

const FULL = 'Only the full kubectl (https://kubernetes.io/docs/tasks/tools/) has it.';

export const GLOBAL_FLAGS: readonly FlagSpec[] = [
  absent('as', 'string', FULL),
  absent('as-group', 'array', FULL),
  absent('as-uid', 'string', FULL),
  flag('cache-dir', 'string'),
  absent('certificate-authority', 'string', 'Write it into the kubeconfig.'),
  absent('client-certificate', 'string', 'Write it into the kubeconfig.'),
  absent('client-key', 'string', 'Write it into the kubeconfig.'),
  flag('cluster', 'string', 'the cluster of the kubeconfig'),
  flag('context', 'string', 'the context of the kubeconfig'),
  flag('disable-compression', 'bool'),
  flag('help h', 'bool'),
  flag('insecure-skip-tls-verify', 'bool', "do not check the server's certificate"),
  flag('kubeconfig', 'string', 'the kubeconfig file'),
  flag('log-flush-frequency', 'duration'),
  flag('match-server-version', 'bool'),
  flag('namespace n', 'string', 'the namespace of this call'),
  flag('request-timeout', 'string', 'how long to wait for one answer of the server: 10s'),
  flag('server s', 'string', 'the address of the API server'),
  absent('tls-server-name', 'string', 'Write it into the kubeconfig.'),
  flag('token', 'string', 'the bearer token to present'),
  flag('user', 'string', 'the user of the kubeconfig'),
  flag('v v', 'int'),
  flag('vmodule', 'string'),
  absent('warnings-as-errors', 'bool', FULL),
];

/** What one call of kubectl works with: streams, and the server of its kubeconfig. Both are looked at only on use. */
export class Session {
  readonly streams: Streams;
  readonly flags: Flags;
  #connection: Connection | undefined;
  #client: ApiClient | undefined;
  #discovery: Discovery | undefined;

  constructor(streams: Streams, flags: Flags) {
    this.streams = streams;
    this.flags = flags;
  }

  out(text: string | Uint8Array): void {
    this.streams.out(text);
  }

  err(text: string): void {
    this.streams.err(text);
  }

  get connection(): Connection {
    this.#connection ??= resolveConnection({
      kubeconfig: this.flags.string('kubeconfig'),
      context: this.flags.string('context'),
      cluster: this.flags.string('cluster'),
      user: this.flags.string('user'),
      server: this.flags.string('server'),
      namespace: this.flags.string('namespace'),
      token: this.flags.string('token'),
      insecure: this.flags.bool('insecure-skip-tls-verify'),
    });
    return this.#connection;
  }

  get client(): ApiClient {
    this.#client ??= new ApiClient(this.connection, (text) => this.err(text), this.#timeout());
    return this.#client;
  }

  /** In ms; a bare number is seconds. */
  #timeout(): number {
    const text = this.flags.string('request-timeout') || '0';
    const ms = /^\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
    if (ms !== undefined) return ms;
    throw new KubectlError(
      'error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    );
  }

  get discovery(): Discovery {
    this.#discovery ??= new Discovery(this.client);
    return this.#discovery;
  }

  get namespace(): string {
    return this.connection.namespace;
  }

  /** The namespace was named on the command line, so objects of files must be of it. */
  get namespaceEnforced(): boolean {
    return this.flags.changed('namespace');
  }
}
