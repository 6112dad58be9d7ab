import type { Container, Node, Pod, ResourceField } from '../../objects.ts';
import { parseQuantity } from '../../quantity.ts';
import type { Store } from '../../types.ts';

/** What a pod can learn of itself: `metadata.name`, `metadata.labels['app']`, `status.podIP`, … */
export function podField(pod: Pod, fieldPath: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath);
  if (keyed) return pod.metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2] ?? ''] ?? '';
  switch (fieldPath) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace ?? 'default';
    case 'metadata.uid':
      return pod.metadata.uid;
    case 'metadata.labels':
      return lines(pod.metadata.labels);
    case 'metadata.annotations':
      return lines(pod.metadata.annotations);
    case 'spec.nodeName':
      return pod.spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName ?? 'default';
    case 'status.podIP':
    case 'status.podIPs':
      return pod.status?.podIP ?? '';
    case 'status.hostIP':
    case 'status.hostIPs':
      return pod.status?.hostIP ?? '';
    default:
      return '';
  }
}

function lines(map: Record<string, string> | undefined): string {
  return Object.entries(map ?? {})
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

/** What a container may use: of what it does not limit, all that its node has. */
export function containerResource(
  store: Store,
  pod: Pod,
  own: Container,
  { containerName, resource, divisor }: ResourceField,
): string {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const { resources } = all.find(({ name }) => name === containerName) ?? own;
  const [group = '', name = ''] = resource.split('.');
  const node = store.get<Node>('Node', undefined, pod.spec.nodeName ?? '');
  const most = group === 'limits' ? node?.status?.allocatable?.[name] : undefined;
  const given = resources?.[group as 'requests' | 'limits']?.[name] ?? most;
  const unit = parseQuantity(divisor || '1') || 1;
  return String(Math.ceil((parseQuantity(given ?? '0') ?? 0) / unit));
}
