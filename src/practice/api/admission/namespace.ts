import type { Namespace } from '../../objects.ts';
import type { Api } from '../call.ts';

export function admitNamespace(_api: Api, namespace: Namespace): undefined {
  const { name, labels } = namespace.metadata;
  namespace.metadata.labels = { ...labels, 'kubernetes.io/metadata.name': name };
}
