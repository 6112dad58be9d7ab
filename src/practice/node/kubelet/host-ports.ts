import type { Pod } from '../../objects.ts';
import { type KubeletContext, podEvent } from './context.ts';

/** A port of the machine is opened by Services only: says so to who asked for one in a pod. */
export function tellOfHostPorts(context: KubeletContext, pod: Pod): void {
  const ports = pod.spec.containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort }) => hostPort ?? []),
  );
  if (ports.length === 0 || pod.spec.hostNetwork) return;
  const message = `The practice cluster does not open host ports (${ports.join(', ')}): use a Service of type NodePort, or kubectl port-forward`;
  podEvent(context, pod, 'Warning', 'HostPortNotOpened', message);
}
