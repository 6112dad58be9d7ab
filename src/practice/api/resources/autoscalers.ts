import type { KubeObject } from '../../types.ts';

interface AutoscalerV1 extends KubeObject {
  spec: { targetCPUUtilizationPercentage?: number } & Record<string, unknown>;
}

interface AutoscalerV2 extends KubeObject {
  spec: { metrics?: { resource?: { name: string; target: { averageUtilization?: number } } }[] } & Record<
    string,
    unknown
  >;
}

/** autoscaling/v1 knows one metric: the use of CPU. */
export function toAutoscalerV1(autoscaler: AutoscalerV2): KubeObject {
  const { metrics = [], ...spec } = autoscaler.spec ?? {};
  const cpu = metrics.find((metric) => metric.resource?.name === 'cpu')?.resource?.target.averageUtilization;
  const wanted = cpu === undefined ? {} : { targetCPUUtilizationPercentage: cpu };
  return { ...autoscaler, apiVersion: 'autoscaling/v1', spec: { ...spec, ...wanted } } as KubeObject;
}

export function toAutoscalerV2(autoscaler: AutoscalerV1): KubeObject {
  const { targetCPUUtilizationPercentage: percent, ...spec } = autoscaler.spec ?? {};
  const target = { type: 'Utilization', averageUtilization: percent };
  const metrics =
    percent === undefined ? {} : { metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] };
  return { ...autoscaler, apiVersion: 'autoscaling/v2', spec: { ...spec, ...metrics } } as KubeObject;
}
