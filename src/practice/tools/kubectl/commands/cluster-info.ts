import { styleText } from 'node:util';
import { type KubeObject, listAt, nameOf, type ObjectList, textAt } from '../api/objects.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';

export const clusterInfo: Command = {
  usage: 'cluster-info',
  summary: 'Display addresses of the control plane and services',
  flags: [],
  run: show,
};

async function show({ session, args }: Call): Promise<void> {
  if (args.length > 0) {
    throw new KubectlError(
      'error: the practice cluster\'s own kubectl has no "cluster-info dump". Use "kubectl get all -A" and "kubectl get events -A".',
    );
  }
  const services = await session.client.get<ObjectList>('/api/v1/namespaces/kube-system/services', {
    query: { labelSelector: 'kubernetes.io/cluster-service=true' },
  });
  const base = session.client.url('').href.replace(/\/$/, '');
  const line = (name: string, address: string) =>
    `${styleText('green', name, { stream: process.stdout })} is running at ${styleText('yellow', address, { stream: process.stdout })}\n`;
  let text = line('Kubernetes control plane', base);
  for (const service of services.items ?? []) text += line(title(service), address(base, service));
  session.out(`${text}\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n`);
}

function title(service: KubeObject): string {
  return service.metadata?.labels?.['kubernetes.io/name'] ?? nameOf(service);
}

/** Through the API server's proxy, unless it has an address outside. */
function address(base: string, service: KubeObject): string {
  const outside = listAt(service, 'status', 'loadBalancer', 'ingress').map(
    (one) => textAt(one, 'ip') || textAt(one, 'hostname'),
  );
  const ports = listAt(service, 'spec', 'ports');
  if (outside[0]) return ports.map((port) => `http://${outside[0]}:${textAt(port, 'port')} `).join('');
  const [port] = ports;
  const portName = port ? textAt(port, 'name') : '';
  const name = portName ? `${nameOf(service)}:${portName}` : nameOf(service);
  return `${base}/api/v1/namespaces/${service.metadata?.namespace}/services/${name}/proxy`;
}
