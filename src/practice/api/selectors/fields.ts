import type { KubeObject } from '../../types.ts';
import { badRequest } from '../errors.ts';
import { apiVersionOf, type Resource } from '../resources/resource.ts';

/** Fields that lists may be narrowed by, besides the object's name and namespace, by `Kind`. */
const selectable: Record<string, readonly string[]> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
  Secret: ['type'],
  ReplicaSet: ['status.replicas'],
  Job: ['status.successful'],
  Service: ['spec.clusterIP', 'spec.type'],
};

/** A field selector: `status.phase=Running,spec.nodeName!=minikube`. @throws ApiError 400 for a field that the kind cannot be selected by. */
export function parseFieldSelector(text: string, resource: Resource): (object: KubeObject) => boolean {
  const requirements = text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part);
      if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
      const [, field = '', operator, value = ''] = match;
      const known =
        field === 'metadata.name' ||
        field === 'metadata.namespace' ||
        selectable[resource.kind]?.includes(field);
      if (!known) {
        throw badRequest(
          `Unable to find "${apiVersionOf(resource)}, Resource=${resource.plural}" that match label selector "", field selector "${text}": field label not supported: ${field}`,
        );
      }
      return { path: field.split('.'), equal: operator !== '!=', value };
    });
  return (object) => requirements.every(({ path, equal, value }) => (read(object, path) === value) === equal);
}

function read(object: KubeObject, path: readonly string[]): string {
  let value: unknown = object;
  for (const key of path) value = (value as Record<string, unknown> | undefined)?.[key];
  // Event.source is selected by its component.
  if (typeof value === 'object' && value !== null) value = (value as { component?: string }).component;
  return value === undefined || value === null
    ? path.at(-1) === 'unschedulable' || path.at(-1) === 'hostNetwork'
      ? 'false'
      : ''
    : String(value);
}
