import { randomBytes } from 'node:crypto';
import { EngineError } from '../errors.ts';
import type { NetworkInfo } from './api.ts';

/** A network as it is kept; who is in it is the fabric's to know. */
export type NetworkRecord = Omit<NetworkInfo, 'containers'>;

export interface NetworkWish {
  name: string;
  driver: string;
  subnet: string;
  internal: boolean;
  labels: Record<string, string>;
}

/** The networks of an engine: bridge, host and none, and those that people make. */
export class Networks {
  readonly #networks: Map<string, NetworkRecord>;
  readonly #save: () => void;

  constructor(kept: readonly NetworkRecord[], save: () => void) {
    const all = kept.length > 0 ? kept : predefined();
    this.#networks = new Map(all.map((network) => [network.name, network]));
    this.#save = save;
  }

  list(): NetworkRecord[] {
    return [...this.#networks.values()];
  }

  /** By name, by ID or by the beginning of an ID. @throws EngineError 404 */
  get(text: string): NetworkRecord {
    const named = this.#networks.get(text === 'default' ? 'bridge' : text);
    if (named) return named;
    const fits = /^[0-9a-f]+$/.test(text) ? this.list().filter(({ id }) => id.startsWith(text)) : [];
    if (fits.length === 1 && fits[0]) return fits[0];
    throw new EngineError(404, `network ${text} not found`);
  }

  /** @throws EngineError */
  create({ name, driver, subnet, internal, labels }: NetworkWish): NetworkRecord {
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) {
      throw new EngineError(
        400,
        `invalid network name (${name}): only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed`,
      );
    }
    if (this.#networks.has(name)) throw new EngineError(409, `network with name ${name} already exists`);
    if (driver !== 'bridge') {
      throw new EngineError(
        403,
        `could not find plugin ${driver} in v1 plugin registry: the practice cluster's docker has networks of the driver bridge`,
      );
    }
    const prefix = subnet === '' ? this.#freePrefix() : prefixOf(subnet);
    if (this.list().some(({ subnet: other }) => other === `${prefix}.0.0/16`))
      throw new EngineError(403, 'invalid pool request: Pool overlaps with other one on this address space');
    const network: NetworkRecord = {
      id: newId(),
      name,
      created: new Date().toISOString(),
      driver: 'bridge',
      subnet: `${prefix}.0.0/16`,
      gateway: `${prefix}.0.1`,
      internal,
      labels,
    };
    this.#networks.set(name, network);
    this.#save();
    return network;
  }

  remove({ name }: NetworkRecord): void {
    if (isPredefined(name))
      throw new EngineError(403, `${name} is a pre-defined network and cannot be removed`);
    this.#networks.delete(name);
    this.#save();
  }

  #freePrefix(): string {
    const used = new Set(this.list().map(({ subnet }) => subnet));
    for (let second = 18; second < 32; second += 1) {
      if (!used.has(`172.${second}.0.0/16`)) return `172.${second}`;
    }
    for (let third = 128; third < 256; third += 1) {
      if (!used.has(`10.${third}.0.0/16`)) return `10.${third}`;
    }
    throw new EngineError(403, 'all predefined address pools have been fully subnetted');
  }
}

/** Networks in which containers know each other by name. */
export function isUserDefined({ name, driver }: NetworkRecord): boolean {
  return driver === 'bridge' && name !== 'bridge';
}

export function isPredefined(name: string): boolean {
  return name === 'bridge' || name === 'host' || name === 'none';
}

export function newId(): string {
  return randomBytes(32).toString('hex');
}

function prefixOf(subnet: string): string {
  const match = /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\/\d{1,2}$/.exec(subnet);
  if (!match?.[1]) throw new EngineError(400, `invalid CIDR address: ${subnet}`);
  return match[1];
}

function predefined(): NetworkRecord[] {
  const created = new Date().toISOString();
  const common = { created, internal: false, labels: {} };
  return [
    {
      id: newId(),
      name: 'bridge',
      driver: 'bridge',
      subnet: '172.17.0.0/16',
      gateway: '172.17.0.1',
      ...common,
    },
    { id: newId(), name: 'host', driver: 'host', subnet: '', gateway: '', ...common },
    { id: newId(), name: 'none', driver: 'null', subnet: '', gateway: '', ...common },
  ];
}
