import type { Pod } from '../../objects.ts';
import { formatQuantity, parseQuantity } from '../../quantity.ts';
import type { NodeUsage } from '../../types.ts';
import { isReady } from '../pods.ts';
import type { ResourceMetric } from './objects.ts';

/** What one metric asks for. */
export interface Recommendation {
  readonly replicas: number;
  /** As the status shows it. */
  readonly current: object;
  /** What is looked at, in words. */
  readonly what: string;
}

/** A metric that cannot be had; `message` is the real autoscaler's. */
export class MetricError extends Error {}

/** As far as this from the target is near enough. */
const tolerance = 0.1;

/** How many replicas a metric asks for. @throws MetricError */
export function recommend(
  metric: ResourceMetric,
  pods: readonly Pod[],
  nodes: readonly NodeUsage[],
  replicas: number,
): Recommendation {
  const { resource } = metric;
  if (metric.type !== 'Resource' || !resource || (resource.name !== 'cpu' && resource.name !== 'memory'))
    throw new MetricError(
      `the practice cluster measures cpu and memory of pods, and no metric of type ${metric.type}`,
    );
  const { name, target } = resource;
  const measured = pods.filter(isReady).flatMap((pod) => {
    const usage = usageOf(pod, nodes, name);
    return usage === undefined ? [] : [{ pod, usage }];
  });
  const failed = `failed to get ${name} utilization`;
  if (measured.length === 0)
    throw new MetricError(
      `${failed}: unable to get metrics for resource ${name}: no metrics returned from resource metrics API`,
    );
  const used = measured.reduce((sum, { usage }) => sum + usage, 0);
  const average = used / measured.length;
  const averageValue = formatQuantity(
    name === 'cpu'
      ? { value: Math.round(average * 1000) / 1000, isBinary: false }
      : { value: Math.round(average / 1024) * 1024, isBinary: true },
  );
  const wanted = (ratio: number) =>
    Math.abs(ratio - 1) <= tolerance ? replicas : Math.ceil(ratio * measured.length);
  const shown = (more: object) => ({
    type: 'Resource',
    resource: { name, current: { ...more, averageValue } },
  });
  if (target.averageUtilization === undefined) {
    const ratio = average / (parseQuantity(target.averageValue ?? '0') || Number.POSITIVE_INFINITY);
    return { replicas: wanted(ratio), current: shown({}), what: `${name} resource` };
  }
  const requested = measured.reduce((sum, { pod }) => sum + requestOf(pod, name, failed), 0);
  const averageUtilization = Math.floor((used * 100) / requested);
  return {
    replicas: wanted(averageUtilization / target.averageUtilization),
    current: shown({ averageUtilization }),
    what: `${name} resource utilization (percentage of request)`,
  };
}

function usageOf({ metadata }: Pod, nodes: readonly NodeUsage[], name: 'cpu' | 'memory'): number | undefined {
  for (const { pods } of nodes) {
    const found = pods.find(
      ({ namespace, pod }) => namespace === metadata.namespace && pod === metadata.name,
    );
    if (found) return found.containers.reduce((sum, container) => sum + container[name], 0);
  }
  return undefined;
}

function requestOf({ metadata, spec }: Pod, name: string, failed: string): number {
  let sum = 0;
  for (const { name: container, resources } of spec.containers) {
    const request = resources?.requests?.[name];
    if (request === undefined)
      throw new MetricError(
        `${failed}: missing request for ${name} in container ${container} of Pod ${metadata.name}`,
      );
    sum += parseQuantity(request) ?? 0;
  }
  return sum;
}
