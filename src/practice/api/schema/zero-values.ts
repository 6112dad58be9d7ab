import type { FieldRow } from './tables.ts';

/** Texts and booleans that Kubernetes' own types know "not set" of beside "empty" and "false". */
const distinct: ReadonlySet<string> = new Set([
  'allocateLoadBalancerNodePorts',
  'allowPrivilegeEscalation',
  'allowVolumeExpansion',
  'apiGroup',
  'appProtocol',
  'automountServiceAccountToken',
  'blockOwnerDeletion',
  'controller',
  'dnsName',
  'enableServiceLinks',
  'fsType',
  'hostProcess',
  'hostUsers',
  'hostname',
  'immutable',
  'ingressClassName',
  'loadBalancerClass',
  'manualSelector',
  'nodeName',
  'optional',
  'orphanDependents',
  'privileged',
  'protectionPolicy',
  'readOnlyRootFilesystem',
  'ready',
  'runAsNonRoot',
  'runAsUserName',
  'runtimeClassName',
  'serving',
  'setHostnameAsFQDN',
  'shareProcessNamespace',
  'started',
  'storageClassName',
  'suspend',
  'terminating',
  'type',
  'volumeAttributesClassName',
]);

/** Whether a field says as much as if it were not there: it does not come back from a round trip through Go's types. */
export function isZeroValue([name, type, required]: FieldRow, value: unknown): boolean {
  if (required === 1) return false;
  if (type.startsWith('[]')) return Array.isArray(value) && value.length === 0;
  if (type.startsWith('{}'))
    return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return (value === '' || value === false) && !distinct.has(name);
}
