import type { Condition, Deployment } from '../../objects.ts';
import type { KubeObject } from '../../types.ts';

export const autoscalerKind = 'autoscaling/HorizontalPodAutoscaler';

export interface ResourceMetric {
  type: string;
  resource?: {
    name: string;
    target: { type: string; averageUtilization?: number; averageValue?: string };
  };
}

export interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: { apiVersion?: string; kind: string; name: string };
    minReplicas?: number;
    maxReplicas: number;
    metrics?: ResourceMetric[];
    behavior?: { scaleDown?: { stabilizationWindowSeconds?: number } };
  };
  status?: {
    observedGeneration?: number;
    lastScaleTime?: string;
    currentReplicas?: number;
    desiredReplicas?: number;
    currentMetrics?: object[] | null;
    conditions?: Condition[];
  };
}

/** What an autoscaler changes: anything with replicas and a selector. */
export type Target = Deployment;
