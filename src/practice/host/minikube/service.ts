import type { Service } from '../../objects.ts';
import type { Machine } from '../machine.ts';
import { Exit, type Output } from './command.ts';

export function serviceUrl(
  machine: Machine,
  name: string,
  { namespace, url = false }: { namespace: string; url?: boolean },
  output: Output,
): void {
  const service = machine.store.get<Service>('Service', namespace, name);
  if (!service) {
    output.stderr(
      `❌  Exiting due to SVC_NOT_FOUND: Service '${name}' was not found in '${namespace}' namespace.\n`,
    );
    output.stderr(`👉  kubectl get services -n ${namespace} shows those that there are.\n`);
    throw new Exit(115);
  }
  const urls = addresses(service);
  if (urls.length === 0) {
    output.stdout(`😿  service ${namespace}/${name} has no node port\n`);
    return;
  }
  if (!url)
    output.stderr(`🎉  Service ${namespace}/${name} answers at this address; open it in a browser:\n`);
  output.stdout(`${urls.join('\n')}\n`);
}

/** A line a Service: namespace, name, target port, address. */
export function serviceList(machine: Machine, namespace: string | undefined): string {
  const services = machine.store.list<Service>('Service', namespace === undefined ? {} : { namespace });
  const rows = services.map((service) => [
    service.metadata.namespace ?? '',
    service.metadata.name,
    (service.spec.ports ?? []).map(({ port }) => String(port)).join(',') || 'No node port',
    addresses(service).join(' ') || 'No node port',
  ]);
  const table = [['NAMESPACE', 'NAME', 'TARGET PORT', 'URL'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

function addresses(service: Service): string[] {
  return (service.spec.ports ?? []).flatMap(({ nodePort }) =>
    nodePort ? [`http://127.0.0.1:${nodePort}`] : [],
  );
}
