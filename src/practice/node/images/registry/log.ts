import { randomUUID } from 'node:crypto';
import type { DistributionError } from './errors.ts';

/** registry:2's release that this one stands for. */
const version = '2.8.3';
const goVersion = 'go1.20.8';

export interface Served {
  method: string;
  uri: string;
  host: string;
  remote: string;
  agent: string;
  /** Milliseconds since the epoch, when the request came. */
  began: number;
  /** Milliseconds. */
  took: number;
  status: number;
  written: number;
  contentType: string | undefined;
  error: DistributionError | undefined;
}

/** A registry's log, in registry:2's format: logfmt on standard error, and an access log on standard output. */
export class RegistryLog {
  readonly #instance = randomUUID();
  readonly #out: (text: string) => void;
  readonly #err: (text: string) => void;

  constructor(out: (text: string) => void, err: (text: string) => void) {
    this.#out = out;
    this.#err = err;
  }

  say(level: 'info' | 'warning' | 'error', message: string, at: number): void {
    this.#err(
      `${logfmt([
        ['time', preciseTime(at)],
        ['level', level],
        ['msg', message],
        ['go.version', goVersion],
        ['instance.id', this.#instance],
        ['service', 'registry'],
        ['version', version],
      ])}\n`,
    );
  }

  served(request: Served): void {
    const { error } = request;
    this.#err(
      `${logfmt([
        ['time', preciseTime(request.began + request.took)],
        ['level', error ? 'error' : 'info'],
        ['msg', error ? 'response completed with error' : 'response completed'],
        ['err.code', error?.code.toLowerCase().replaceAll('_', ' ')],
        ['err.message', error?.message],
        ['go.version', goVersion],
        ['http.request.host', request.host],
        ['http.request.id', randomUUID()],
        ['http.request.method', request.method],
        ['http.request.remoteaddr', `${request.remote}:${40_000 + (request.began % 20_000)}`],
        ['http.request.uri', request.uri],
        ['http.request.useragent', request.agent],
        ['http.response.contenttype', request.contentType],
        ['http.response.duration', goDuration(request.took)],
        ['http.response.status', String(request.status)],
        ['http.response.written', String(request.written)],
      ])}\n`,
    );
    const line = `${request.method} ${request.uri} HTTP/1.1`;
    this.#out(
      `${request.remote} - - [${accessTime(request.began)}] "${line}" ${request.status} ${request.written} "" "${request.agent}"\n`,
    );
  }
}

/** Values with anything but these characters are quoted. */
const bare = /^[A-Za-z0-9._/@^+:-]+$/;

function logfmt(fields: readonly (readonly [name: string, value: string | undefined])[]): string {
  return fields
    .filter(([, value]) => value !== undefined && value !== '')
    .map(
      ([name, value = '']) =>
        `${name}=${name !== 'time' && bare.test(value) && !value.includes(':') ? value : JSON.stringify(value)}`,
    )
    .join(' ');
}

function preciseTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}000000Z`;
}

function goDuration(milliseconds: number): string {
  if (milliseconds < 1) return `${(milliseconds * 1000).toFixed(0)}µs`;
  return milliseconds < 1000 ? `${milliseconds.toFixed(3)}ms` : `${(milliseconds / 1000).toFixed(3)}s`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function accessTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
