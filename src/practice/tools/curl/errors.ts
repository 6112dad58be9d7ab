/** Ends a transfer with one of curl's exit codes and its words. */
export class CurlError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'CurlError';
    this.code = code;
  }
}

/** The command line is wrong; said without `curl: (2)`. */
export class OptionError extends Error {}

/** What curl says of a connection that failed. @param ms since it was begun */
export function connectionError(error: NodeJS.ErrnoException, url: URL, ms: number): CurlError {
  const causes = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  const code = error.code ?? causes[0]?.code;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CurlError(6, `Could not resolve host: ${host}`);
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new CurlError(
        7,
        `Failed to connect to ${host} port ${port} after ${ms} ms: Couldn't connect to server`,
      );
    case 'ECONNRESET':
      return error.message === 'socket hang up'
        ? new CurlError(52, 'Empty reply from server')
        : new CurlError(56, 'Recv failure: Connection reset by peer');
    case 'EPROTO':
      return new CurlError(35, `error in the TLS handshake with ${host}: ${error.message.split('\n')[0]}`);
    default:
      break;
  }
  if (code?.startsWith('HPE_')) return new CurlError(1, 'Received HTTP/0.9 when not allowed');
  if (/CERT|SIGNATURE|ALTNAME/.test(code ?? '')) {
    return new CurlError(
      60,
      `SSL certificate problem: ${error.message}\nMore details here: https://curl.se/docs/sslcerts.html`,
    );
  }
  return new CurlError(7, `Failed to connect to ${host} port ${port}: ${error.message}`);
}
