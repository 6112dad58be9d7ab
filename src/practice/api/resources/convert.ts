import type { KubeObject } from '../../types.ts';
import { toAutoscalerV1, toAutoscalerV2 } from './autoscalers.ts';
import { fromEventsGroup, toEventsGroup } from './events.ts';
import { apiVersionOf, type Resource } from './resource.ts';

type Convert = (object: never) => KubeObject;

/** Kinds that are served in two forms: how the one that is not stored is made, and how it becomes the stored one. */
const conversions: Readonly<Record<string, { toServed: Convert; toStored: Convert }>> = {
  'events.k8s.io/v1 Event': { toServed: toEventsGroup, toStored: fromEventsGroup },
  'autoscaling/v1 HorizontalPodAutoscaler': { toServed: toAutoscalerV1, toStored: toAutoscalerV2 },
};

/** A stored object as `resource` serves it. */
export function toServed(object: KubeObject, resource: Resource): KubeObject {
  const apiVersion = apiVersionOf(resource);
  if (object.apiVersion === apiVersion) return object;
  return conversions[`${apiVersion} ${object.kind}`]?.toServed(object as never) ?? { ...object, apiVersion };
}

export function toStored(object: KubeObject): KubeObject {
  return conversions[`${object.apiVersion} ${object.kind}`]?.toStored(object as never) ?? object;
}
