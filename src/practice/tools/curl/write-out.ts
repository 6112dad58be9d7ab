import type { CurlError } from './errors.ts';
import type { Outcome } from './transfer.ts';

const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(6);

const VARIABLES: Readonly<
  Record<string, (outcome: Outcome, error: CurlError | undefined) => string | number>
> = {
  content_type: ({ headers }) => headers['content-type'] ?? '',
  errormsg: (_, error) => error?.message ?? '',
  exitcode: (_, error) => error?.code ?? 0,
  http_code: ({ status }) => String(status).padStart(3, '0'),
  http_version: ({ status }) => (status === 0 ? '0' : '1.1'),
  method: ({ method }) => method,
  num_redirects: ({ redirects }) => redirects,
  redirect_url: ({ redirectUrl }) => redirectUrl,
  remote_ip: ({ remoteIp }) => remoteIp,
  remote_port: ({ remotePort }) => remotePort,
  response_code: ({ status }) => String(status).padStart(3, '0'),
  scheme: ({ effectiveUrl }) => effectiveUrl.split(':')[0]?.toUpperCase() ?? '',
  size_download: ({ bytes }) => bytes,
  size_upload: ({ sent }) => sent,
  speed_download: ({ bytes, startedAt, endedAt }) =>
    Math.floor(bytes / Math.max(0.001, (endedAt - startedAt) / 1000)),
  time_connect: ({ connectedAt, startedAt }) => seconds(connectedAt - startedAt),
  time_starttransfer: ({ firstByteAt, startedAt }) => seconds(firstByteAt - startedAt),
  time_total: ({ endedAt, startedAt }) => seconds(endedAt - startedAt),
  url: ({ url }) => url,
  url_effective: ({ effectiveUrl }) => effectiveUrl,
};

/** The text of -w. */
export function writeOut(
  format: string,
  outcome: Outcome,
  error: CurlError | undefined,
  warn: (text: string) => void,
): string {
  return format.replace(
    /%\{([^}]*)\}|%%|\\([nrt])/g,
    (_, name: string | undefined, special: string | undefined) => {
      if (special !== undefined) return { n: '\n', r: '\r', t: '\t' }[special] ?? '';
      if (name === undefined) return '%';
      const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
      if (variable) return String(variable(outcome, error));
      warn(`curl: unknown --write-out variable: '${name}'\n`);
      return '';
    },
  );
}
