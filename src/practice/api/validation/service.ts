import type { Service } from '../../objects.ts';
import type { Cause } from '../errors.ts';
import { duplicate, forbiddenField, invalidValue, required, unsupported } from './causes.ts';
import { validateLabels } from './metadata.ts';
import { dnsLabel } from './names.ts';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const protocols = ['SCTP', 'TCP', 'UDP'];

export function* validateService({ spec }: Service): Iterable<Cause> {
  if (!spec) {
    yield required('spec.ports');
    return;
  }
  const { type = 'ClusterIP', ports = [] } = spec;
  if (!types.includes(type)) yield unsupported('spec.type', type, types);
  if (type === 'ExternalName') {
    if (!spec.externalName) yield required('spec.externalName');
  } else if (ports.length === 0 && spec.clusterIP !== 'None') yield required('spec.ports');
  yield* validateLabels('spec.selector', spec.selector);
  yield* validatePorts(spec);
}

function* validatePorts({ type, ports = [] }: Service['spec']): Iterable<Cause> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const nodePorts = new Set<number>();
  for (const [index, port] of ports.entries()) {
    const field = `spec.ports[${index}]`;
    if (ports.length > 1 && !port.name) yield required(`${field}.name`);
    if (port.name) {
      const wrong = dnsLabel(port.name);
      if (wrong) yield invalidValue(`${field}.name`, port.name, wrong);
      if (names.has(port.name)) yield duplicate(`${field}.name`, port.name);
      names.add(port.name);
    }
    if (!inRange(port.port))
      yield invalidValue(`${field}.port`, port.port ?? 0, 'must be between 1 and 65535, inclusive');
    if (typeof port.targetPort === 'number' && !inRange(port.targetPort)) {
      yield invalidValue(`${field}.targetPort`, port.targetPort, 'must be between 1 and 65535, inclusive');
    }
    if (port.protocol && !protocols.includes(port.protocol)) {
      yield unsupported(`${field}.protocol`, port.protocol, protocols);
    }
    const key = `${port.protocol}/${port.port}`;
    if (seen.has(key)) yield duplicate(field, { protocol: port.protocol, port: port.port });
    seen.add(key);
    if (!port.nodePort) continue;
    if (type !== 'NodePort' && type !== 'LoadBalancer') {
      yield forbiddenField(`${field}.nodePort`, "may not be used when `type` is 'ClusterIP'");
    }
    if (nodePorts.has(port.nodePort)) yield duplicate(`${field}.nodePort`, port.nodePort);
    nodePorts.add(port.nodePort);
  }
}

function inRange(port: number | undefined): boolean {
  return Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536;
}

export function* validateServiceUpdate(service: Service, before: Service): Iterable<Cause> {
  const [now, then] = [service.spec.clusterIP, before.spec.clusterIP];
  const hasAddress = service.spec.type !== 'ExternalName' && before.spec.type !== 'ExternalName';
  if (hasAddress && now && then && now !== then) {
    yield invalidValue('spec.clusterIPs[0]', [now], 'may not change once set');
  }
}
