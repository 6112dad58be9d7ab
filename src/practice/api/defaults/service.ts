import type { Service } from '../../objects.ts';

type LoadBalanced = Service & { spec: { allocateLoadBalancerNodePorts?: boolean } };

export function defaultService(service: LoadBalanced, before: Service | undefined): void {
  const { spec } = service;
  spec.type ??= 'ClusterIP';
  spec.sessionAffinity ??= 'None';
  for (const port of spec.ports ?? []) {
    port.protocol ??= 'TCP';
    if (port.targetPort === undefined || port.targetPort === 0 || port.targetPort === '') {
      port.targetPort = port.port;
    }
  }
  service.status ??= { loadBalancer: {} };
  if (before && before.spec.type !== spec.type) dropLeftovers(service, before);
  if (spec.type === 'ExternalName') return;
  spec.internalTrafficPolicy ??= 'Cluster';
  if (isExternal(service)) spec.externalTrafficPolicy ??= 'Cluster';
  else delete spec.externalTrafficPolicy;
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
}

function isExternal({ spec }: Service): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}

/** What belonged to the type that the service had goes with it, as long as the client did not change it too. */
function dropLeftovers(service: LoadBalanced, before: Service): void {
  if (isExternal(service)) return;
  const earlier = new Set(before.spec.ports?.map((port) => port.nodePort));
  for (const port of service.spec.ports ?? []) if (earlier.has(port.nodePort)) delete port.nodePort;
  delete service.spec.allocateLoadBalancerNodePorts;
}
