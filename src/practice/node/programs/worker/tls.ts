import net from 'node:net';
import tls from 'node:tls';

type Connect = (options: tls.ConnectionOptions, callback?: () => void) => tls.TLSSocket;

/**
 * Lets TLS go over the sockets of `patchNet`: a socket of its own would be made for TCP before it is known where it leads,
 * and the cluster's network leads to other kinds.
 */
export function patchTls(): void {
  const connect = tls.connect as Connect;
  tls.connect = ((...args: unknown[]) => {
    const [given, callback] = normalize(args);
    if (given.socket || given.path) return connect(given, callback);
    const socket = net.connect({ host: given.host ?? 'localhost', port: Number(given.port) });
    const secure = connect({ ...given, socket }, callback);
    socket.once('error', (error) => secure.destroy(error));
    return secure;
  }) as typeof tls.connect;
}

/** `connect(options)`, `connect(port)`, `connect(port, host)`, each with options after that and a callback at the end. */
function normalize(args: readonly unknown[]): [tls.ConnectionOptions, (() => void) | undefined] {
  const callback = args.find((one) => typeof one === 'function') as (() => void) | undefined;
  const [port, host] = args;
  const named = args.find((one) => typeof one === 'object' && one !== null) as
    | tls.ConnectionOptions
    | undefined;
  const place = typeof port === 'object' ? {} : { port: Number(port) };
  return [{ ...place, ...(typeof host === 'string' ? { host } : {}), ...named }, callback];
}
