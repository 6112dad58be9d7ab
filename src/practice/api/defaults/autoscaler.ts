import type { KubeObject } from '../../types.ts';

interface Autoscaler extends KubeObject {
  spec: { minReplicas?: number; metrics?: object[] };
}

export function defaultAutoscaler({ spec }: Autoscaler): void {
  spec.minReplicas ??= 1;
  const target = { type: 'Utilization', averageUtilization: 80 };
  spec.metrics ??= [{ type: 'Resource', resource: { name: 'cpu', target } }];
}
