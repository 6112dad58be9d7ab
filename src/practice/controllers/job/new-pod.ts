import type { Job, Pod } from '../../objects.ts';
import { podFromTemplate } from '../pods.ts';
import { indexKey } from './indexes.ts';
import { trackingFinalizer } from './tracking.ts';

/** A pod of a job, not stored yet; one of an indexed job knows which part it is to do. */
export function newPod(job: Job, index: number | undefined): Pod {
  const { name } = job.metadata;
  const pod = podFromTemplate(job, job.spec.template, index === undefined ? `${name}-` : `${name}-${index}-`);
  pod.metadata.finalizers = [...(pod.metadata.finalizers ?? []), trackingFinalizer];
  if (index === undefined) return pod;
  const mark = { [indexKey]: String(index) };
  pod.metadata.labels = { ...pod.metadata.labels, ...mark };
  pod.metadata.annotations = { ...pod.metadata.annotations, ...mark };
  pod.spec.hostname ??= `${name}-${index}`;
  const variable = {
    name: 'JOB_COMPLETION_INDEX',
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${indexKey}']` } },
  };
  for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers])
    if (!container.env?.some((one) => one.name === variable.name))
      container.env = [...(container.env ?? []), variable];
  return pod;
}
