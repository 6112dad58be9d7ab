import type { LabelSelector, PodTemplate } from '../../objects.ts';
import type { KubeObject } from '../../types.ts';

interface Job extends KubeObject {
  spec?: { manualSelector?: boolean; selector?: LabelSelector; template?: PodTemplate };
}

const prefix = 'batch.kubernetes.io/';

/** Names the pods of a new job after its uid, so that no other job's are taken for them. */
export function selectOwnPods(job: Job): void {
  const { spec, metadata } = job;
  if (!spec?.template || spec.manualSelector) return;
  const { name, uid } = metadata;
  const labels = { 'controller-uid': uid, 'job-name': name };
  spec.template.metadata ??= {};
  spec.template.metadata.labels = {
    ...spec.template.metadata.labels,
    ...labels,
    ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [prefix + key, value])),
  };
  const { matchLabels } = spec.selector ?? {};
  spec.selector = { ...spec.selector, matchLabels: { ...matchLabels, [`${prefix}controller-uid`]: uid } };
}
