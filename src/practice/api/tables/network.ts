import type { EndpointSlice, Endpoints, LabelSelector, Service } from '../../objects.ts';
import type { KubeObject } from '../../types.ts';
import { formatSelector } from '../selectors/labels.ts';
import { ageColumn, type Column, nameColumn, none } from './column.ts';

const services: Column<Service>[] = [
  nameColumn,
  { name: 'Type', cell: ({ spec }) => spec.type ?? 'ClusterIP' },
  { name: 'Cluster-IP', cell: ({ spec }) => spec.clusterIP || none },
  { name: 'External-IP', cell: externalAddress },
  { name: 'Port(s)', cell: servicePorts },
  ageColumn,
  { name: 'Selector', wide: true, cell: ({ spec }) => formatSelector({ matchLabels: spec.selector ?? {} }) },
];

function externalAddress({ spec, status }: Service): string {
  if (spec.type === 'ExternalName') return spec.externalName ?? none;
  const ingress = (status?.loadBalancer?.ingress ?? []).map((one) => one.ip ?? one.hostname ?? '');
  const addresses = [...(spec.type === 'LoadBalancer' ? ingress : []), ...(spec.externalIPs ?? [])];
  if (addresses.length > 0) return addresses.join(',');
  return spec.type === 'LoadBalancer' ? '<pending>' : none;
}

function servicePorts({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(
    ({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
  );
  return ports.join(',') || none;
}

const endpoints: Column<Endpoints>[] = [nameColumn, { name: 'Endpoints', cell: endpointList }, ageColumn];

function endpointList({ subsets = [] }: Endpoints): string {
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map((address) => address.ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  );
  return shortened(all);
}

/** The first three, and how many more there are. */
function shortened(list: readonly string[]): string {
  if (list.length === 0) return none;
  return list.length > 3 ? `${list.slice(0, 3).join(',')} + ${list.length - 3} more...` : list.join(',');
}

const endpointSlices: Column<EndpointSlice>[] = [
  nameColumn,
  { name: 'AddressType', cell: ({ addressType }) => addressType },
  {
    name: 'Ports',
    cell: ({ ports }) => (ports?.length ? shortened(ports.map(({ port }) => String(port))) : '<unset>'),
  },
  {
    name: 'Endpoints',
    cell: ({ endpoints: list }) => {
      const addresses = (list ?? []).flatMap((one) => one.addresses);
      return addresses.length === 0 ? '<unset>' : shortened(addresses);
    },
  },
  ageColumn,
];

interface Ingress extends KubeObject {
  spec?: { ingressClassName?: string; rules?: { host?: string }[]; tls?: unknown[] };
  status?: Service['status'];
}

const ingresses: Column<Ingress>[] = [
  nameColumn,
  { name: 'Class', cell: ({ spec }) => spec?.ingressClassName ?? none },
  { name: 'Hosts', cell: ({ spec }) => shortened(spec?.rules?.map((rule) => rule.host || '*') ?? ['*']) },
  {
    name: 'Address',
    cell: ({ status }) =>
      (status?.loadBalancer?.ingress ?? []).map((one) => one.ip ?? one.hostname).join(','),
  },
  { name: 'Ports', cell: ({ spec }) => (spec?.tls?.length ? '80, 443' : '80') },
  ageColumn,
];

interface IngressClass extends KubeObject {
  spec?: { controller?: string; parameters?: { apiGroup?: string; kind: string; name: string } };
}

const ingressClasses: Column<IngressClass>[] = [
  nameColumn,
  { name: 'Controller', cell: ({ spec }) => spec?.controller ?? '' },
  {
    name: 'Parameters',
    cell: ({ spec }) => (spec?.parameters ? `${spec.parameters.kind}/${spec.parameters.name}` : none),
  },
  ageColumn,
];

interface NetworkPolicy extends KubeObject {
  spec?: { podSelector?: LabelSelector };
}

const networkPolicies: Column<NetworkPolicy>[] = [
  nameColumn,
  { name: 'Pod-Selector', cell: ({ spec }) => formatSelector(spec?.podSelector) },
  ageColumn,
];

export const networkColumns = {
  services: services as Column[],
  endpoints: endpoints as Column[],
  'endpointslices.discovery.k8s.io': endpointSlices as Column[],
  'ingresses.networking.k8s.io': ingresses as Column[],
  'ingressclasses.networking.k8s.io': ingressClasses as Column[],
  'networkpolicies.networking.k8s.io': networkPolicies as Column[],
};
