import { constants } from 'node:os';

/** Why a connection or a look-up came to nothing: plain data, so that it can go to another thread. */
export interface NetworkFailure {
  code:
    | 'ECONNREFUSED'
    | 'ECONNRESET'
    | 'ETIMEDOUT'
    | 'EHOSTUNREACH'
    | 'ENETUNREACH'
    | 'EADDRINUSE'
    | 'ENOTFOUND';
  syscall: 'connect' | 'getaddrinfo' | 'listen';
  address?: string;
  port?: number;
  hostname?: string;
}

/** What Node adds to the numbers of the system for a name that is not found. */
const notFound = -3008;

/** The error that Node's own `net` and `dns` give. */
export class NetworkError extends Error {
  readonly code: NetworkFailure['code'];
  readonly errno: number;
  readonly syscall: string;
  declare readonly address?: string;
  declare readonly port?: number;
  declare readonly hostname?: string;

  constructor(failure: NetworkFailure) {
    super(describe(failure));
    // As Node names its own, which are plain errors.
    Object.defineProperty(this, 'name', { value: 'Error', configurable: true, writable: true });
    this.errno = failure.code === 'ENOTFOUND' ? notFound : -constants.errno[failure.code];
    this.code = failure.code;
    this.syscall = failure.syscall;
    if (failure.address !== undefined) this.address = failure.address;
    if (failure.port !== undefined) this.port = failure.port;
    if (failure.hostname !== undefined) this.hostname = failure.hostname;
  }

  /** The same as plain data. */
  get failure(): NetworkFailure {
    const { code, address, port, hostname } = this;
    return {
      code,
      syscall: this.syscall as NetworkFailure['syscall'],
      ...(address === undefined ? {} : { address }),
      ...(port === undefined ? {} : { port }),
      ...(hostname === undefined ? {} : { hostname }),
    };
  }
}

function describe({ code, syscall, address, port, hostname }: NetworkFailure): string {
  if (hostname !== undefined) return `${syscall} ${code} ${hostname}`;
  const place = `${address ?? '::'}:${port}`;
  return code === 'EADDRINUSE'
    ? `${syscall} ${code}: address already in use ${place}`
    : `${syscall} ${code} ${place}`;
}

export function refused(address: string, port: number): NetworkError {
  return new NetworkError({ code: 'ECONNREFUSED', syscall: 'connect', address, port });
}

export function unknownName(hostname: string): NetworkError {
  return new NetworkError({ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
}
