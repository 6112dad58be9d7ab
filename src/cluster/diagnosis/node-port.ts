import type { Reason } from '../../engine/reasons/reasons.ts';
import type { Evidence, Investigation } from './investigation.ts';
import type { Service } from './objects.ts';
import { serviceCause } from './service.ts';

/** Where Kubernetes takes NodePorts from, unless a cluster is told otherwise. */
const usual = { first: 30_000, last: 32_767 };

/** Why nothing answers at a port of the node. */
export function nodePortInvestigation(port: number): Investigation {
  return {
    key: `node-port/${port}`,
    queries: {
      services: { resource: 'services', everywhere: true },
      pods: { resource: 'pods', everywhere: true },
      events: { resource: 'events', everywhere: true },
    },
    conclude: (evidence) => nodePortCause(port, evidence),
  };
}

export function nodePortCause(port: number, evidence: Evidence): Reason | undefined {
  if (evidence.services === undefined) return undefined;
  const services = evidence.services as readonly Service[];
  const service = services.find((one) => one.spec.ports?.some((entry) => entry.nodePort === port));
  if (service === undefined) {
    const isNodePort = port >= usual.first && port <= usual.last;
    return isNodePort ? { id: 'no-such-node-port', params: { port } } : undefined;
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
