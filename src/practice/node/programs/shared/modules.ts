import http from 'node:http';
import module from 'node:module';
import type { Keeper } from './keeper.ts';
import type { ProgramTimers } from './timers.ts';

const require = module.createRequire(import.meta.url);

/** Node's modules that hold nothing of one program that another could see. */
const harmless: ReadonlySet<string> = new Set([
  ...['assert', 'assert/strict', 'buffer', 'constants', 'dns', 'dns/promises', 'events', 'fs', 'fs/promises'],
  ...['net', 'os', 'path', 'path/posix', 'punycode', 'querystring', 'stream', 'stream/consumers'],
  ...['stream/promises', 'string_decoder', 'url', 'util'],
]);

/** What a program gets for the name of one of Node's modules; undefined where sharing a thread does not do. */
export type FindModule = (name: string) => object | undefined;

export function createModules(process: NodeJS.Process, timers: ProgramTimers, keeper: Keeper): FindModule {
  const own: Record<string, () => object> = {
    crypto: () => held(require('node:crypto'), keeper),
    http: ownHttp,
    process: () => process,
    timers: () => ({ ...timers.globals, promises: timers.promises }),
    'timers/promises': () => timers.promises,
  };
  const made = new Map<string, object>();
  return (specifier) => {
    const name = specifier.replace(/^node:/, '');
    const make = own[name];
    if (!make) return harmless.has(name) ? require(`node:${name}`) : undefined;
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known;
  };
}

/** As `{ ...module }`, without what is only made once somebody asks for it. */
function copy(original: object): Record<string, unknown> {
  const values = Object.entries(Object.getOwnPropertyDescriptors(original));
  return Object.fromEntries(
    values.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Connections that wait for the next request are kept for each program by itself. */
function ownHttp(): object {
  const globalAgent = new http.Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
  type Request = typeof http.request;
  const request = ((...args: unknown[]) => {
    const [first, second, third] = args;
    const hasAddress = typeof first === 'string' || first instanceof URL;
    const options = (hasAddress ? second : first) as http.RequestOptions | (() => void) | undefined;
    const rest = typeof options === 'function' ? [options] : [hasAddress ? third : second];
    const given = typeof options === 'object' ? options : {};
    const whole = { ...given, agent: given.agent === undefined ? globalAgent : given.agent };
    return (http.request as (...all: unknown[]) => http.ClientRequest)(
      ...(hasAddress ? [first] : []),
      whole,
      ...rest,
    );
  }) as Request;
  const get = ((...args: Parameters<Request>) => {
    const asking = request(...args);
    asking.end();
    return asking;
  }) as typeof http.get;
  return { ...copy(http), globalAgent, request, get };
}

/** What calls back later keeps the program alive until then. */
function held(original: object, keeper: Keeper): object {
  const own = copy(original);
  for (const [name, value] of Object.entries(own)) {
    if (typeof value !== 'function' || /^[A-Z]/.test(name)) continue;
    own[name] = (...args: unknown[]) => {
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        const release = keeper.hold();
        args[args.length - 1] = (...results: unknown[]) => {
          release();
          if (!keeper.ended) callback(...results);
        };
      }
      return value(...args);
    };
  }
  return own;
}
