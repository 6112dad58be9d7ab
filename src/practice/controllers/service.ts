import { ApiError } from '../errors.ts';
import type { Service } from '../objects.ts';
import type { Controller, ControllerContext, ControllerDefinition } from './controller.ts';
import { fromKey, itself, keyOf } from './keys.ts';

/**
 * Gives back the node ports that a service no longer has, and, when the cluster starts again, takes those that stored
 * services have. New ones are taken before the service is stored: see api/admission/service.ts.
 */
export const serviceController: ControllerDefinition = { name: 'service-controller', create };

function create({ store, nodePorts, event }: ControllerContext): Controller {
  const restored = new Set(store.list<Service>('Service').map(keyOf));

  function sync(key: string): void {
    if (!restored.delete(key)) return;
    const { namespace, name } = fromKey(key);
    const service = store.get<Service>('Service', namespace, name);
    for (const port of service ? portsOf(service) : []) {
      nodePorts.claim(port).catch((error: unknown) => {
        if (!service || !(error instanceof ApiError)) return;
        const message = `node port ${port} is in use by another program of this machine: ${error.message}`;
        event({ object: service, type: 'Warning', reason: 'PortNotAllocated', message });
      });
    }
  }

  return {
    watches: {
      Service: (change) => {
        if (!change.previous) return itself(change);
        const kept = change.type === 'DELETED' ? [] : portsOf(change.object as Service);
        for (const port of portsOf(change.previous as Service))
          if (!kept.includes(port)) nodePorts.release(port);
        return [];
      },
    },
    sync,
  };
}

function portsOf({ spec }: Service): number[] {
  return (spec.ports ?? []).flatMap((port) => port.nodePort ?? []);
}
