import { readFileSync } from 'node:fs';
import { CurlError, OptionError } from './errors.ts';

/** --connect-to: for this host and port (empty: any), connect to these instead (empty: the same). */
export interface ConnectTo {
  fromHost: string;
  fromPort: string;
  host: string;
  port: string;
}

/** `HOST1:PORT1:HOST2:PORT2`; a host that is an IPv6 address stands in brackets. @throws OptionError */
export function parseConnectTo(value: string): ConnectTo {
  const parts = /^(\[[^\]]*\]|[^:]*):(\d*):(\[[^\]]*\]|[^:]*):(\d*)$/.exec(value);
  if (!parts) throw new OptionError('option --connect-to: expected HOST1:PORT1:HOST2:PORT2');
  const [, fromHost = '', fromPort = '', host = '', port = ''] = parts;
  return { fromHost, fromPort, host, port };
}

/** Where the connection for a URL goes, while the certificate is still to be for the URL's own name. */
export function connectionFor(url: URL, rules: readonly ConnectTo[]) {
  const own = url.port || (url.protocol === 'https:' ? '443' : '80');
  const rule = rules.find(
    ({ fromHost, fromPort }) =>
      (fromHost === '' || fromHost === url.hostname) && (fromPort === '' || fromPort === own),
  );
  if (!rule) return {};
  return {
    hostname: (rule.host || url.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: rule.port || own,
    servername: url.hostname,
  };
}

/** @throws CurlError */
export function readAuthority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new CurlError(77, `error setting certificate file: ${file}`);
  }
}
