import type { Reason } from '../../engine/reasons/reasons.ts';
import type { KubeObject } from '../api/objects.ts';
import type { Place } from '../api/query.ts';
import { objectName, type ResourceType } from '../api/resources.ts';
import { newestWarning } from './events.ts';
import type { Investigation } from './investigation.ts';
import { missingInvestigation } from './missing.ts';
import { conditionOf, type Node, type Pod, type Service } from './objects.ts';
import { causeInPods } from './pods.ts';
import { serviceCause } from './service.ts';
import { isWorkload, workloadInvestigation } from './workload.ts';

/** What to look into when a check of kind `resource` is red; undefined when its reason says all there is to say. */
export function resourceInvestigation(
  place: Place,
  name: string | undefined,
  reason: Reason,
  suspect: KubeObject | undefined,
): Investigation | undefined {
  const { type, namespace } = place;
  if (reason.id === 'object-missing' && name !== undefined)
    return missingInvestigation(type, name, namespace);
  if (suspect === undefined || !isAboutState(reason)) return undefined;
  if (isWorkload(type)) return workloadInvestigation(type, suspect);
  switch (type.kind) {
    case 'Pod':
      return podInvestigation(suspect as Pod);
    case 'Node':
      return nodeInvestigation(suspect as Node);
    case 'Endpoints':
      return endpointsInvestigation(suspect);
    default:
      return eventInvestigation(type, suspect);
  }
}

/** A field that the learner sets is wrong by itself; only what the cluster reports has a cause elsewhere. */
function isAboutState(reason: Reason): boolean {
  const told = reason.id === 'count-mismatch' ? reason.cause : reason;
  if (told?.id === 'replicas-short') return true;
  return told !== undefined && 'path' in told.params && !/^(spec|metadata|data)\b/.test(told.params.path);
}

function podInvestigation(pod: Pod): Investigation {
  const { namespace, name } = pod.metadata;
  return {
    key: `pod/${namespace}/${name}`,
    queries: { events: { resource: 'events', namespace } },
    conclude: ({ events, lastLine }) => causeInPods([pod], events, lastLine),
  };
}

function nodeInvestigation(node: Node): Investigation {
  const ready = conditionOf(node.status?.conditions, 'Ready');
  const { name } = node.metadata;
  return {
    key: `node/${name}`,
    queries: {},
    conclude: () =>
      ready?.status === 'True'
        ? undefined
        : { id: 'node-not-ready', params: { node: name, message: ready?.message ?? '' } },
  };
}

/** Endpoints have the name of their Service, which is where they come from. */
function endpointsInvestigation(endpoints: KubeObject): Investigation {
  const { namespace, name } = endpoints.metadata;
  return {
    key: `endpoints/${namespace}/${name}`,
    queries: {
      services: { resource: 'services', namespace, name },
      pods: { resource: 'pods', namespace },
      deployments: { resource: 'deployments.apps', namespace },
      events: { resource: 'events', namespace },
    },
    conclude: (evidence) => {
      const service = evidence.services?.[0];
      return service && serviceCause(service as Service, evidence);
    },
  };
}

function eventInvestigation(type: ResourceType, object: KubeObject): Investigation {
  const { namespace, name } = object.metadata;
  return {
    key: `${type.group}/${type.kind}/${namespace}/${name}`,
    queries: { events: { resource: 'events', namespace } },
    conclude: ({ events }) => {
      const message = newestWarning(events, object)?.message;
      return message === undefined
        ? undefined
        : { id: 'warning-event', params: { object: objectName(type, name), message } };
    },
  };
}
