import { parseQuantity } from '../../api/quantity.ts';
import type { Container, Pod } from '../../objects.ts';

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
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

export function containerResource(
  pod: Pod,
  own: Container,
  { containerName, resource, divisor }: { containerName?: string; resource: string; divisor?: string },
): string {
  const container = pod.spec.containers.find(({ name }) => name === containerName) ?? own;
  const [group = '', name = ''] = resource.split('.');
  const given = container.resources?.[group as 'requests' | 'limits']?.[name];
  const unit = parseQuantity(divisor ?? '1') || 1;
  return String(Math.ceil((parseQuantity(given ?? '0') ?? 0) / unit));
}
