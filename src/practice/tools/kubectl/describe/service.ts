import {
  at,
  type Dict,
  dictAt,
  type KubeObject,
  listAt,
  nameOf,
  type ObjectList,
  textAt,
} from '../api/objects.ts';
import { StatusError } from '../errors.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import { has, header, labelsAndAnnotations, plainSelector } from './metadata.ts';
import type { Description } from './writer.ts';

export async function describeService(
  w: Description,
  session: Session,
  service: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(service, 'spec');
  const slices = await endpointSlices(session, service.metadata?.namespace ?? '', nameOf(service));
  header(w, service);
  labelsAndAnnotations(w, service);
  w.line(0, 'Selector:', plainSelector(spec.selector));
  w.line(0, 'Type:', textAt(spec, 'type'));
  w.lineIf(spec.ipFamilyPolicy, 0, 'IP Family Policy:');
  w.line(0, 'IP Families:', listAt<string>(spec, 'ipFamilies').join(',') || '<none>');
  w.line(0, 'IP:', textAt(spec, 'clusterIP'));
  w.line(0, 'IPs:', listAt<string>(spec, 'clusterIPs').join(',') || '<none>');
  w.lineIf(listAt<string>(spec, 'externalIPs').join(','), 0, 'External IPs:');
  w.lineIf(spec.loadBalancerIP, 0, 'Desired LoadBalancer IP:');
  w.lineIf(spec.externalName, 0, 'External Name:');
  w.lineIf(
    listAt(service, 'status', 'loadBalancer', 'ingress').map(ingress).join(', '),
    0,
    'LoadBalancer Ingress:',
  );
  for (const port of listAt(spec, 'ports')) describePort(w, port, slices);
  w.line(0, 'Session Affinity:', textAt(spec, 'sessionAffinity'));
  w.lineIf(spec.externalTrafficPolicy, 0, 'External Traffic Policy:');
  w.lineIf(spec.internalTrafficPolicy, 0, 'Internal Traffic Policy:');
  if (spec.healthCheckNodePort) w.line(0, 'HealthCheck NodePort:', spec.healthCheckNodePort);
  w.lineIf(listAt<string>(spec, 'loadBalancerSourceRanges').join(','), 0, 'LoadBalancer Source Ranges:');
  w.lineIf(spec.trafficDistribution, 0, 'Traffic Distribution:');
  if (withEvents) describeEvents(w, await eventsOf(session, service));
}

function ingress(one: Dict): string {
  const ip = textAt(one, 'ip');
  if (ip === '') return textAt(one, 'hostname');
  return one.ipMode ? `${ip} (${textAt(one, 'ipMode')})` : ip;
}

function describePort(w: Description, port: Dict, slices: readonly KubeObject[]): void {
  const name = textAt(port, 'name') || '<unset>';
  const protocol = textAt(port, 'protocol');
  w.line(0, 'Port:', name, `${textAt(port, 'port')}/${protocol}`);
  w.line(0, 'TargetPort:', `${textAt(port, 'targetPort') || '0'}/${protocol}`);
  if (port.nodePort) w.line(0, 'NodePort:', name, `${textAt(port, 'nodePort')}/${protocol}`);
  w.line(0, 'Endpoints:', formatSlices(slices, textAt(port, 'name')));
}

/** The EndpointSlices of a Service; none from a server that has no discovery.k8s.io/v1. */
export async function endpointSlices(
  session: Session,
  namespace: string,
  service: string,
): Promise<KubeObject[]> {
  try {
    const list = await session.client.get<ObjectList>(
      `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
      {
        query: { labelSelector: `kubernetes.io/service-name=${service}` },
      },
    );
    return list.items ?? [];
  } catch (error) {
    if (error instanceof StatusError) return [];
    throw error;
  }
}

const SHOWN = 3;

/** The ready addresses of a port: the first three, and how many more. */
export function formatSlices(slices: readonly KubeObject[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const all = slices.flatMap((slice) => {
    const ready = listAt(slice, 'endpoints').filter((one) => at(one, 'conditions', 'ready') !== false);
    const hosts = ready.map((one) => listAt<string>(one, 'addresses')[0] ?? '');
    const ports = listAt(slice, 'ports');
    if (ports.length === 0) return hosts;
    return ports
      .filter((port) => textAt(port, 'name') === portName)
      .flatMap((port) =>
        hosts.map((host) => `${host.includes(':') ? `[${host}]` : host}:${textAt(port, 'port')}`),
      );
  });
  const text = all.slice(0, SHOWN).join(',');
  return all.length > SHOWN ? `${text} + ${all.length - SHOWN} more...` : text;
}

export async function describeEndpoints(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  header(w, object);
  labelsAndAnnotations(w, object);
  w.line(0, 'Subsets:');
  for (const subset of listAt(object, 'subsets')) {
    const ips = (field: string) =>
      listAt(subset, field)
        .map((one) => textAt(one, 'ip'))
        .join(',') || '<none>';
    w.line(1, 'Addresses:', ips('addresses'));
    w.line(1, 'NotReadyAddresses:', ips('notReadyAddresses'));
    const ports = listAt(subset, 'ports');
    if (ports.length > 0) portTable(w, ports, 1);
    w.line(0, '');
  }
  if (withEvents) describeEvents(w, await eventsOf(session, object));
}

function portTable(w: Description, ports: readonly Dict[], level: number): void {
  w.line(level, 'Ports:');
  w.line(level + 1, 'Name', 'Port', 'Protocol');
  w.line(level + 1, '----', '----', '--------');
  for (const port of ports) {
    w.line(
      level + 1,
      textAt(port, 'name') || '<unset>',
      textAt(port, 'port') || '<unset>',
      textAt(port, 'protocol'),
    );
  }
}

export async function describeEndpointSlice(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  header(w, object);
  labelsAndAnnotations(w, object);
  w.line(0, 'AddressType:', textAt(object, 'addressType'));
  const ports = listAt(object, 'ports');
  if (ports.length === 0) w.line(0, 'Ports: <unset>');
  else portTable(w, ports, 0);
  const endpoints = listAt(object, 'endpoints');
  w.line(0, endpoints.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
  for (const one of endpoints) {
    const unset = (field: string) => textAt(one, field) || '<unset>';
    w.line(1, '- Addresses:', listAt<string>(one, 'addresses').join(', ') || '<none>');
    w.line(2, 'Conditions:');
    w.line(3, 'Ready:', has(one, 'conditions', 'ready') ? textAt(one, 'conditions', 'ready') : '<unset>');
    w.line(2, 'Hostname:', unset('hostname'));
    if (one.targetRef)
      w.line(2, 'TargetRef:', `${textAt(one, 'targetRef', 'kind')}/${textAt(one, 'targetRef', 'name')}`);
    w.line(2, 'NodeName:', unset('nodeName'));
    w.line(2, 'Zone:', unset('zone'));
  }
  if (withEvents) describeEvents(w, await eventsOf(session, object));
}
