import { ApiError } from '../../errors.ts';
import type { Service, ServicePort } from '../../objects.ts';
import type { Api } from '../call.ts';
import { type Cause, invalid } from '../errors.ts';
import { freeAddress, holderOf, isServiceAddress } from './addresses.ts';
import type { Undo } from './admission.ts';

const ports = { first: 30_000, last: 32_767 };

/**
 * Gives a service its address and its node ports before it is stored, so that the answer to the request has them and
 * a node port answers from then on. What it no longer needs is given back by the service controller.
 * @throws ApiError 422
 */
export async function admitService(
  api: Api,
  service: Service,
  before: Service | undefined,
  dryRun: boolean,
): Promise<Undo | undefined> {
  const { spec } = service;
  if (spec.type === 'ExternalName') {
    delete spec.clusterIP;
    delete spec.clusterIPs;
    return undefined;
  }
  assignAddress(api, service, before);
  spec.ipFamilies ??= ['IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
  const needsPorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (!needsPorts) return undefined;
  return dryRun ? undefined : assignPorts(api, service, before);
}

function assignAddress({ store }: Api, service: Service, before: Service | undefined): void {
  const { spec, metadata } = service;
  if (before?.spec.clusterIP && !spec.clusterIP) {
    spec.clusterIP = before.spec.clusterIP;
  }
  if (spec.clusterIP === 'None') {
    spec.clusterIPs = ['None'];
    return;
  }
  if (!spec.clusterIP) spec.clusterIP = freeAddress(store);
  else if (spec.clusterIP !== before?.spec.clusterIP) {
    const address = spec.clusterIP;
    const wrong = !isServiceAddress(address)
      ? `failed to allocate IP ${address}: the provided network does not match the current range`
      : holderOf(store, address)
        ? `failed to allocate IP ${address}: provided IP is already allocated`
        : undefined;
    if (wrong) throw invalidService(metadata.name, 'spec.clusterIPs', [address], wrong);
  }
  spec.clusterIPs = [spec.clusterIP];
}

async function assignPorts(api: Api, service: Service, before: Service | undefined): Promise<Undo> {
  const held = new Set(before?.spec.ports?.flatMap((port) => port.nodePort ?? []));
  const claimed: number[] = [];
  const undo = () => claimed.forEach((port) => void api.nodePorts.release(port));
  try {
    for (const [index, port] of (service.spec.ports ?? []).entries()) {
      const earlier = before?.spec.ports?.find((one) => samePort(one, port))?.nodePort;
      if (earlier !== undefined) port.nodePort ??= earlier;
      if (port.nodePort !== undefined && held.has(port.nodePort)) continue;
      if (port.nodePort !== undefined) checkRange(service.metadata.name, index, port.nodePort);
      port.nodePort = await claim(api, service.metadata.name, index, port.nodePort);
      claimed.push(port.nodePort);
    }
  } catch (error) {
    undo();
    throw error;
  }
  return undo;
}

function samePort(one: ServicePort, other: ServicePort): boolean {
  return one.port === other.port && (one.protocol ?? 'TCP') === (other.protocol ?? 'TCP');
}

function checkRange(name: string, index: number, port: number): void {
  if (port >= ports.first && port <= ports.last) return;
  const why = `provided port is not in the valid range. The range of valid ports is ${ports.first}-${ports.last}`;
  throw invalidService(name, `spec.ports[${index}].nodePort`, port, why);
}

async function claim(api: Api, name: string, index: number, port: number | undefined): Promise<number> {
  try {
    return await api.nodePorts.claim(port);
  } catch (error) {
    if (port === undefined || !(error instanceof ApiError)) throw error;
    const inUse = api.store
      .list<Service>('Service')
      .some((service) => service.spec.ports?.some((one) => one.nodePort === port));
    const why = inUse
      ? 'provided port is already allocated'
      : `provided port is already in use on this machine`;
    throw invalidService(name, `spec.ports[${index}].nodePort`, port, why);
  }
}

function invalidService(name: string, field: string, value: unknown, why: string): ApiError {
  const message = `Invalid value: ${typeof value === 'number' ? value : JSON.stringify(value)}: ${why}`;
  const cause: Cause = { reason: 'FieldValueInvalid', message, field };
  return invalid('', 'Service', name, [cause]);
}
