import { type Dict, dictAt, isDict, type KubeObject, listAt } from '../api/objects.ts';

/**
 * An object as kubectl writes one whose type it knows: with the empty fields that Go's types always have, whatever the
 * server left out.
 */
export function asTyped(object: KubeObject): KubeObject {
  const status = EMPTY_STATUS[object.kind ?? ''];
  return {
    ...object,
    ...(isDict(object.spec) ? { spec: typedSpec(object.spec) } : {}),
    ...(status && !isDict(object.status) ? { status } : {}),
  };
}

const EMPTY_STATUS: Readonly<Record<string, Dict>> = {
  Deployment: {},
  Job: {},
  CronJob: {},
  Pod: {},
  Namespace: {},
  ResourceQuota: {},
  Service: { loadBalancer: {} },
  Ingress: { loadBalancer: {} },
};

function typedSpec(spec: Dict): Dict {
  const typed = { ...spec };
  for (const field of ['template', 'jobTemplate']) {
    if (!isDict(typed[field])) continue;
    const template = typed[field];
    const metadata = { creationTimestamp: null, ...dictAt(template, 'metadata') };
    typed[field] = {
      ...template,
      metadata,
      ...(isDict(template.spec) ? { spec: typedSpec(template.spec) } : {}),
    };
  }
  for (const field of ['containers', 'initContainers']) {
    if (typed[field]) typed[field] = listAt(typed, field).map((container) => withResources(container));
  }
  return typed;
}

function withResources(container: Dict): Dict {
  return container.resources ? container : { ...container, resources: {} };
}
