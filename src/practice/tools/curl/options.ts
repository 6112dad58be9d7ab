import { readFileSync } from 'node:fs';
import { CurlError, OptionError } from './errors.ts';
import { type ConnectTo, parseConnectTo } from './route.ts';

export interface CurlOptions {
  urls: string[];
  /** For each URL in turn: where its body goes; undefined is standard output. */
  outputs: (string | undefined)[];
  method: string | undefined;
  headers: string[];
  /** Undefined without -d. */
  data: Buffer | undefined;
  /** -G: the data is the query. */
  asQuery: boolean;
  silent: boolean;
  showError: boolean;
  fail: 'no' | 'yes' | 'with-body';
  include: boolean;
  head: boolean;
  verbose: boolean;
  follow: boolean;
  maxRedirects: number;
  insecure: boolean;
  /** The file with the authority that servers' certificates must be signed by. */
  authority: string | undefined;
  connectTo: ConnectTo[];
  /** In ms; 0 is none. */
  maxTime: number;
  connectTimeout: number;
  user: string | undefined;
  userAgent: string | undefined;
  writeOut: string | undefined;
  retry: number;
  retryRefused: boolean;
  help: boolean;
  version: boolean;
}

interface Known {
  short?: string;
  /** Takes a value. */
  value?: boolean;
  apply(options: CurlOptions, value: string): void;
}

const on =
  (
    key:
      | 'silent'
      | 'showError'
      | 'include'
      | 'head'
      | 'verbose'
      | 'follow'
      | 'insecure'
      | 'asQuery'
      | 'help'
      | 'version'
      | 'retryRefused',
  ) =>
  (options: CurlOptions) => {
    options[key] = true;
  };

const nothing = () => {};

const OPTIONS: Readonly<Record<string, Known>> = {
  cacert: {
    value: true,
    apply: (o, value) => {
      o.authority = value;
    },
  },
  'connect-to': { value: true, apply: (o, value) => void o.connectTo.push(parseConnectTo(value)) },
  'connect-timeout': {
    value: true,
    apply: (o, value) => {
      o.connectTimeout = seconds('--connect-timeout', value);
    },
  },
  compressed: { apply: nothing },
  cookie: { short: 'b', value: true, apply: (o, value) => void o.headers.push(`Cookie: ${value}`) },
  data: { short: 'd', value: true, apply: (o, value) => addData(o, withoutNewlines(fileOr(value))) },
  'data-ascii': { value: true, apply: (o, value) => addData(o, withoutNewlines(fileOr(value))) },
  'data-binary': { value: true, apply: (o, value) => addData(o, fileOr(value)) },
  'data-raw': { value: true, apply: (o, value) => addData(o, Buffer.from(value)) },
  'data-urlencode': { value: true, apply: (o, value) => addData(o, Buffer.from(urlEncoded(value))) },
  fail: {
    short: 'f',
    apply: (o) => {
      o.fail = 'yes';
    },
  },
  'fail-with-body': {
    apply: (o) => {
      o.fail = 'with-body';
    },
  },
  get: { short: 'G', apply: on('asQuery') },
  globoff: { short: 'g', apply: nothing },
  head: { short: 'I', apply: on('head') },
  header: { short: 'H', value: true, apply: (o, value) => void o.headers.push(value) },
  help: { short: 'h', apply: on('help') },
  'http1.1': { apply: nothing },
  include: { short: 'i', apply: on('include') },
  insecure: { short: 'k', apply: on('insecure') },
  ipv4: { short: '4', apply: nothing },
  json: { value: true, apply: addJson },
  location: { short: 'L', apply: on('follow') },
  'max-redirs': {
    value: true,
    apply: (o, value) => {
      o.maxRedirects = Number(value);
    },
  },
  'max-time': {
    short: 'm',
    value: true,
    apply: (o, value) => {
      o.maxTime = seconds('--max-time', value);
    },
  },
  'no-buffer': { short: 'N', apply: nothing },
  'no-progress-meter': { apply: nothing },
  noproxy: { value: true, apply: nothing },
  output: {
    short: 'o',
    value: true,
    apply: (o, value) => void o.outputs.push(value === '-' ? undefined : value),
  },
  'progress-bar': { short: '#', apply: nothing },
  'remote-name': { short: 'O', apply: (o) => void o.outputs.push(REMOTE_NAME) },
  request: {
    short: 'X',
    value: true,
    apply: (o, value) => {
      o.method = value;
    },
  },
  retry: {
    value: true,
    apply: (o, value) => {
      o.retry = Number(value);
    },
  },
  'retry-all-errors': { apply: on('retryRefused') },
  'retry-connrefused': { apply: on('retryRefused') },
  'retry-delay': { value: true, apply: nothing },
  'show-error': { short: 'S', apply: on('showError') },
  silent: { short: 's', apply: on('silent') },
  url: { value: true, apply: (o, value) => void o.urls.push(value) },
  user: {
    short: 'u',
    value: true,
    apply: (o, value) => {
      o.user = value;
    },
  },
  'user-agent': {
    short: 'A',
    value: true,
    apply: (o, value) => {
      o.userAgent = value;
    },
  },
  verbose: { short: 'v', apply: on('verbose') },
  version: { short: 'V', apply: on('version') },
  'write-out': {
    short: 'w',
    value: true,
    apply: (o, value) => {
      o.writeOut = value;
    },
  },
};

/** -O: the file is named as the last part of the URL. */
export const REMOTE_NAME = '\0';

/** @throws OptionError */
export function parseOptions(argv: readonly string[]): CurlOptions {
  const options: CurlOptions = {
    urls: [],
    outputs: [],
    method: undefined,
    headers: [],
    data: undefined,
    asQuery: false,
    silent: false,
    showError: false,
    fail: 'no',
    include: false,
    head: false,
    verbose: false,
    follow: false,
    maxRedirects: 50,
    insecure: false,
    authority: undefined,
    connectTo: [],
    maxTime: 0,
    connectTimeout: 0,
    user: undefined,
    userAgent: undefined,
    writeOut: undefined,
    retry: 0,
    retryRefused: false,
    help: false,
    version: false,
  };
  let onlyUrls = false;
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    if (onlyUrls || !arg.startsWith('-') || arg === '-') options.urls.push(arg);
    else if (arg === '--') onlyUrls = true;
    else if (arg.startsWith('--')) {
      const known = Object.hasOwn(OPTIONS, arg.slice(2)) ? OPTIONS[arg.slice(2)] : undefined;
      if (!known) throw unknown(arg);
      known.apply(options, known.value ? parameterOf(arg, argv[++index]) : '');
    } else index += applyShort(options, arg, argv[index + 1]);
  }
  return options;
}

/** Letters together, as `-sSfo file`. Gives how many more arguments it took. */
function applyShort(options: CurlOptions, arg: string, next: string | undefined): number {
  for (let at = 1; at < arg.length; at++) {
    const known = Object.values(OPTIONS).find((one) => one.short === arg[at]);
    if (!known) throw unknown(arg);
    if (!known.value) {
      known.apply(options, '');
      continue;
    }
    const rest = arg.slice(at + 1);
    known.apply(options, rest === '' ? parameterOf(`-${arg[at]}`, next) : rest);
    return rest === '' ? 1 : 0;
  }
  return 0;
}

function unknown(arg: string): OptionError {
  return new OptionError(
    `option ${arg}: is unknown\ncurl: this is the practice cluster's own small curl; "curl --help" shows what it has`,
  );
}

function parameterOf(name: string, value: string | undefined): string {
  if (value === undefined) throw new OptionError(`option ${name}: requires parameter`);
  return value;
}

function seconds(name: string, text: string): number {
  const value = Number(text);
  if (text === '' || Number.isNaN(value))
    throw new OptionError(`option ${name}: expected a proper numerical parameter`);
  return value * 1000;
}

function addData(options: CurlOptions, data: Buffer): void {
  options.data = options.data === undefined ? data : Buffer.concat([options.data, Buffer.from('&'), data]);
}

function addJson(options: CurlOptions, value: string): void {
  options.data = Buffer.concat([options.data ?? Buffer.alloc(0), fileOr(value)]);
  options.headers.push('Content-Type: application/json', 'Accept: application/json');
}

/** `@file` is what the file says, `@-` what standard input does. */
function fileOr(value: string): Buffer {
  if (!value.startsWith('@')) return Buffer.from(value);
  const name = value.slice(1);
  try {
    return readFileSync(name === '-' ? 0 : name);
  } catch {
    throw new CurlError(26, `Failed to open ${name}`);
  }
}

const withoutNewlines = (data: Buffer): Buffer =>
  Buffer.from(data.filter((byte) => byte !== 10 && byte !== 13));

function urlEncoded(value: string): string {
  const equals = value.indexOf('=');
  const encode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');
  return equals < 0
    ? encode(value)
    : `${equals === 0 ? '' : `${value.slice(0, equals)}=`}${encode(value.slice(equals + 1))}`;
}
