import net from 'node:net';
import type { NetworkError } from '../../network/failure.ts';
import { withNodeStack } from './errors.ts';
import type { Link } from './link.ts';

interface End {
  address: string;
  port: number | undefined;
  family: 'IPv4' | 'IPv6';
}

interface ListenOptions {
  port?: number | string;
  host?: string;
  path?: string;
  fd?: number;
  signal?: AbortSignal;
}

type Normalize = (args: unknown[]) => [Record<string, unknown>, ((...args: unknown[]) => void) | null];

/** Where connections from Services and from the node come from, as far as a container can tell. */
const bridge = '10.244.0.1';

/** The network of one container, as its program's sockets and servers see it. */
export interface NetView {
  readonly link: Link;
  readonly ip: string;
  readonly toHost: (path: string) => string;
  /** Hears of every socket and server of the program. */
  readonly opened: (one: net.Socket | net.Server) => void;
  /** Hears of those of them that a server accepted. */
  readonly accepted: (socket: net.Socket) => void;
}

/** Lets every TCP connection of this thread, and every server, go through the cluster's network. */
export function patchNet(viewOf: () => NetView): void {
  const normalize = (net as unknown as { _normalizeArgs: Normalize })._normalizeArgs;
  const sockets = net.Socket.prototype;
  const servers = net.Server.prototype;
  const connect = sockets.connect as (...args: unknown[]) => net.Socket;
  const listen = servers.listen as (...args: unknown[]) => net.Server;

  sockets.connect = function (this: net.Socket, ...args: unknown[]) {
    const { link, ip, toHost, opened } = viewOf();
    opened(this);
    const [options, callback] = (Array.isArray(args[0]) ? args[0] : normalize(args)) as ReturnType<Normalize>;
    if (typeof options.path === 'string') {
      return connect.call(this, { ...options, path: toHost(options.path) }, callback);
    }
    const port = Number(options.port);
    // A wrong port is Node's to complain of.
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return connect.apply(this, args);
    const host = String(options.host ?? 'localhost');
    if (callback) this.once('connect', callback);
    setConnecting(this, true);
    link.ask('connect', { host, port }).then(
      ({ path, address }) => {
        if (this.destroyed) return;
        if (address !== host) this.emit('lookup', null, address, 4, host);
        place(this, { address: ip, port: undefined, family: 'IPv4' }, { address, port, family: 'IPv4' });
        refuseInstead(this, address, port);
        connect.call(this, { path });
      },
      (error: NetworkError) => {
        if (this.destroyed) return;
        setConnecting(this, false);
        if (error.code === 'ENOTFOUND') this.emit('lookup', error, undefined, undefined, host);
        this.destroy(withNodeStack(error));
      },
    );
    return this;
  } as typeof sockets.connect;

  servers.listen = function (this: net.Server, ...args: unknown[]) {
    const { link, ip, toHost, opened, accepted } = viewOf();
    opened(this);
    const [given, callback] = normalize(args);
    const options = given as ListenOptions;
    const port = Number(options.port ?? 0);
    if (typeof options.path === 'string') {
      return listen.call(this, { ...options, path: toHost(options.path) }, callback);
    }
    const isTcp = options.fd === undefined && !('_handle' in given) && port >= 0 && port < 65_536;
    if (!isTcp || this.listening) return listen.apply(this, args);
    if (callback) this.once('listening', callback);
    link.ask('listen', { port }).then(
      (reserved) => {
        const address = options.host ?? '::';
        this.address = () =>
          this.listening
            ? { address, family: address.includes(':') ? 'IPv6' : 'IPv4', port: reserved.port }
            : null;
        this.prependListener('connection', (socket: net.Socket) => {
          accepted(socket);
          const port = 32_768 + Math.floor(Math.random() * 28_000);
          place(
            socket,
            { address: `::ffff:${ip}`, port: reserved.port, family: 'IPv6' },
            { address: `::ffff:${bridge}`, port, family: 'IPv6' },
          );
        });
        this.once('close', () => link.closed(reserved.port));
        listen.call(this, { path: reserved.path, ...(options.signal ? { signal: options.signal } : {}) });
      },
      (error: NetworkError) => this.emit('error', withNodeStack(error)),
    );
    return this;
  } as typeof servers.listen;
}

/** The other container may end between the answer and the connection: that is a refusal, not a missing file. */
function refuseInstead(socket: net.Socket, address: string, port: number): void {
  const { destroy } = socket;
  socket.once('connect', () => {
    socket.destroy = destroy;
  });
  socket.destroy = (error) => {
    socket.destroy = destroy;
    if (!error) return destroy.call(socket);
    const message = `connect ECONNREFUSED ${address}:${port}`;
    const refusal = Object.assign(new Error(message), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address,
      port,
    });
    return destroy.call(socket, withNodeStack(refusal));
  };
}

/** While it is set, what is written waits for the connection. */
function setConnecting(socket: net.Socket, connecting: boolean): void {
  Object.assign(socket, { connecting });
}

/** What the socket says of its two ends: a Unix socket would say nothing. */
function place(socket: net.Socket, local: End, remote: End): void {
  Object.assign(socket, { _peername: remote, _getsockname: () => local });
}
