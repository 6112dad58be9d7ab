import type { Reason } from '../../engine/reasons/reasons.ts';
import type { Evidence, Investigation } from './investigation.ts';
import type { Service } from './objects.ts';
import { serviceCause } from './service.ts';
import { workCause } from './work.ts';

/** Where Kubernetes takes NodePorts from, unless a cluster is told otherwise. */
const usual = { first: 30_000, last: 32_767 };

const queries: Investigation['queries'] = {
  services: { resource: 'services', everywhere: true },
  pods: { resource: 'pods', everywhere: true },
  deployments: { resource: 'deployments.apps', everywhere: true },
  events: { resource: 'events', everywhere: true },
};

/** Why nothing answers at a port of the node. */
export function nodePortInvestigation(port: number): Investigation {
  return { key: `node-port/${port}`, queries, conclude: (evidence) => nodePortCause(port, evidence) };
}

/** Why what answers at a port of the node does not do its work. */
export function behindNodePortInvestigation(port: number): Investigation {
  return {
    key: `behind-node-port/${port}`,
    queries,
    conclude(evidence) {
      const service = serviceAt(port, evidence);
      if (service === undefined || evidence.pods === undefined) return undefined;
      return serviceCause(service, evidence) ?? workCause(service.metadata.namespace, evidence);
    },
  };
}

export function nodePortCause(port: number, evidence: Evidence): Reason | undefined {
  if (evidence.services === undefined) return undefined;
  const service = serviceAt(port, evidence);
  if (service === undefined) {
    const isNodePort = port >= usual.first && port <= usual.last;
    return isNodePort ? noSuchNodePort(port, evidence.services as readonly Service[]) : undefined;
  }
  if (evidence.pods === undefined) return undefined;
  const entry = service.spec.ports?.find((one) => one.nodePort === port);
  const target = String(entry?.targetPort ?? entry?.port);
  return (
    serviceCause(service, evidence) ?? {
      id: 'target-port-refuses',
      params: { service: service.metadata.name, port: target },
    }
  );
}

function serviceAt(port: number, { services = [] }: Evidence): Service | undefined {
  return (services as readonly Service[]).find((one) =>
    one.spec.ports?.some((entry) => entry.nodePort === port),
  );
}

/** A Service that was made anew has another port than the run knows. */
function noSuchNodePort(port: number, services: readonly Service[]): Reason {
  const ports = services.flatMap(({ metadata, spec }) =>
    (spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? `${metadata.name} ${nodePort}` : [])),
  );
  return {
    id: 'no-such-node-port',
    params: { port },
    ...(ports.length > 0 && { cause: { id: 'node-ports-are', params: { ports: ports.join(', ') } } }),
  };
}
