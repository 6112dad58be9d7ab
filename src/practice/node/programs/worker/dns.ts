import dns from 'node:dns';
import type { NetworkError } from '../../network/failure.ts';
import { withNodeStack } from './errors.ts';
import type { Link } from './link.ts';

interface LookupOptions {
  all?: boolean;
}

/** Lets this thread look names up in the cluster: whoever asks, over their own line. */
export function patchDns(linkOf: () => Link): void {
  const lookup = async (host: string, options: LookupOptions | number | undefined) => {
    const all = typeof options === 'object' && options?.all === true;
    const addresses = await linkOf()
      .ask('lookup', { host: host || 'localhost' })
      .catch((error: NetworkError) => {
        throw withNodeStack(error);
      });
    const found = addresses.map((address) => ({ address, family: 4 }));
    return all ? found : (found[0] ?? { address: '', family: 4 });
  };
  const resolve = (host: string) =>
    linkOf()
      .ask('lookup', { host })
      .catch((error: NetworkError) => {
        const message = `queryA ENOTFOUND ${host}`;
        throw Object.assign(new Error(message), {
          errno: undefined,
          code: error.code,
          syscall: 'queryA',
          hostname: host,
        });
      });

  type Callback = (error: Error | null, ...rest: unknown[]) => void;
  const lookupWithCallback = (host: string, ...rest: unknown[]) => {
    const callback = rest.at(-1) as Callback;
    const options = rest.length > 1 ? (rest[0] as LookupOptions | number) : undefined;
    lookup(host, options).then(
      (found) => (Array.isArray(found) ? callback(null, found) : callback(null, found.address, found.family)),
      (error: Error) => callback(error),
    );
    return {};
  };
  const resolveWithCallback = (host: string, ...rest: unknown[]) => {
    const callback = rest.at(-1) as Callback;
    resolve(host).then(
      (found) => callback(null, found),
      (error: Error) => callback(error),
    );
  };
  Object.assign(dns, {
    lookup: lookupWithCallback,
    resolve: resolveWithCallback,
    resolve4: resolveWithCallback,
  });
  Object.assign(dns.promises, { lookup, resolve, resolve4: resolve });
}
