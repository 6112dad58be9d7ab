import { groupKindOf } from '../../store/kinds.ts';
import type { KubeObject } from '../../types.ts';
import type { Cause } from '../errors.ts';
import { invalidValue, required } from './causes.ts';
import {
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  type NameCheck,
  pathSegment,
  qualifiedKey,
} from './names.ts';

/** Names are DNS subdomains, with these exceptions. */
const nameChecks: Record<string, NameCheck> = {
  Namespace: dnsLabel,
  Service: dns1035Label,
  'rbac.authorization.k8s.io/Role': pathSegment,
  'rbac.authorization.k8s.io/ClusterRole': pathSegment,
  'rbac.authorization.k8s.io/RoleBinding': pathSegment,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathSegment,
};

/** All of them together, in bytes. */
const largestAnnotations = 256 * 1024;

export function* validateMetadata(object: KubeObject): Iterable<Cause> {
  const { name } = object.metadata;
  if (!name) yield required('metadata.name', 'name or generateName is required');
  else {
    const wrong = (nameChecks[groupKindOf(object)] ?? dnsSubdomain)(name);
    if (wrong) yield invalidValue('metadata.name', name, wrong);
  }
  yield* validateLabels('metadata.labels', object.metadata.labels);
  const size = Object.entries(object.metadata.annotations ?? {})
    .flat()
    .join('').length;
  if (size > largestAnnotations)
    yield {
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${largestAnnotations} bytes`,
      field: 'metadata.annotations',
    };
  for (const key of Object.keys(object.metadata.annotations ?? {})) {
    const wrong = qualifiedKey(key.toLowerCase());
    if (wrong) yield invalidValue('metadata.annotations', key, wrong);
  }
}

export function* validateLabels(field: string, labels: Record<string, string> | undefined): Iterable<Cause> {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const wrongKey = qualifiedKey(key);
    if (wrongKey) yield invalidValue(field, key, wrongKey);
    const wrongValue = labelValue(value);
    if (wrongValue) yield invalidValue(field, value, wrongValue);
  }
}
