import type { KubeEvent, Namespace, Node } from '../../objects.ts';
import type { KubeObject } from '../../types.ts';
import { age, ageColumn, type Column, nameColumn, none } from './column.ts';

const info = (node: Node, field: string) => String(node.status?.nodeInfo?.[field] || '<unknown>');

const nodes: Column<Node>[] = [
  nameColumn,
  { name: 'Status', cell: nodeStatus },
  { name: 'Roles', cell: roles },
  ageColumn,
  { name: 'Version', cell: (node) => String(node.status?.nodeInfo?.kubeletVersion ?? '') },
  { name: 'Internal-IP', wide: true, cell: (node) => addressOf(node, 'InternalIP') },
  { name: 'External-IP', wide: true, cell: (node) => addressOf(node, 'ExternalIP') },
  { name: 'OS-Image', wide: true, cell: (node) => info(node, 'osImage') },
  { name: 'Kernel-Version', wide: true, cell: (node) => info(node, 'kernelVersion') },
  { name: 'Container-Runtime', wide: true, cell: (node) => info(node, 'containerRuntimeVersion') },
];

function nodeStatus({ spec, status }: Node): string {
  const condition = status?.conditions?.find((one) => one.type === 'Ready');
  const words = [condition ? (condition.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'];
  if (spec.unschedulable) words.push('SchedulingDisabled');
  return words.join(',');
}

function roles({ metadata }: Node): string {
  const prefix = 'node-role.kubernetes.io/';
  const found = Object.keys(metadata.labels ?? {}).filter(
    (label) => label.startsWith(prefix) && label !== prefix,
  );
  return (
    found
      .map((label) => label.slice(prefix.length))
      .sort()
      .join(',') || none
  );
}

function addressOf({ status }: Node, type: string): string {
  return status?.addresses?.find((one) => one.type === type)?.address ?? none;
}

const namespaces: Column<Namespace>[] = [
  nameColumn,
  { name: 'Status', cell: ({ status }) => status?.phase ?? '' },
  ageColumn,
];

const events: Column<KubeEvent>[] = [
  { name: 'Last Seen', cell: lastSeen },
  { name: 'Type', cell: ({ type }) => type ?? '' },
  { name: 'Reason', cell: ({ reason }) => reason ?? '' },
  {
    name: 'Object',
    cell: ({ involvedObject }) => `${(involvedObject.kind ?? '').toLowerCase()}/${involvedObject.name}`,
  },
  { name: 'Subobject', wide: true, cell: ({ involvedObject }) => involvedObject.fieldPath ?? '' },
  { name: 'Source', wide: true, cell: sourceOf },
  { name: 'Message', cell: ({ message }) => (message ?? '').trim() },
  { name: 'First Seen', wide: true, cell: (event, now) => age(event.firstTimestamp ?? event.eventTime, now) },
  { name: 'Count', wide: true, type: 'integer', cell: ({ count, series }) => series?.count ?? count ?? 1 },
  { ...nameColumn, wide: true },
];

function lastSeen(event: KubeEvent, now: number): string {
  const first = event.firstTimestamp ?? event.eventTime;
  return age(event.series?.lastObservedTime ?? event.lastTimestamp ?? first, now);
}

function sourceOf({ source, reportingComponent, reportingInstance }: KubeEvent): string {
  const component = source?.component || reportingComponent || '';
  const host = source?.host || reportingInstance;
  return host ? `${component}, ${host}` : component;
}

interface Lease extends KubeObject {
  spec?: { holderIdentity?: string };
}

const leases: Column<Lease>[] = [
  nameColumn,
  { name: 'Holder', cell: ({ spec }) => spec?.holderIdentity ?? '' },
  ageColumn,
];

export const nodeColumns = {
  nodes: nodes as Column[],
  namespaces: namespaces as Column[],
  events: events as Column[],
  'leases.coordination.k8s.io': leases as Column[],
};
