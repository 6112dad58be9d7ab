import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument } from './shared.ts';

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

export const service: Command = {
  usage: 'create service clusterip|nodeport|loadbalancer|externalname NAME [flags]',
  summary: 'Create a service using a specified subcommand',
  flags: [],
  subcommands: {
    clusterip: async () => ofType('ClusterIP'),
    nodeport: async () => ofType('NodePort'),
    loadbalancer: async () => ofType('LoadBalancer'),
    externalname: async () => ofType('ExternalName'),
  },
};

function ofType(type: ServiceType): Command {
  const word = type.toLowerCase();
  return {
    usage: `create service ${word} NAME [--tcp=PORT:TARGETPORT]`,
    summary: `Create a ${type} service with the specified name`,
    flags: [
      ...CREATE_FLAGS,
      flag('tcp', 'list', 'a port, or PORT:TARGETPORT'),
      ...(type === 'ClusterIP' ? [flag('clusterip', 'string', 'its address; None makes it headless')] : []),
      ...(type === 'NodePort' ? [flag('node-port', 'int', 'the port of the nodes')] : []),
      ...(type === 'ExternalName'
        ? [flag('external-name', 'string', 'the DNS name that it stands for')]
        : []),
    ],
    ...(type === 'ExternalName' ? { required: ['external-name'] } : {}),
    run: (call) => createService(call, type),
  };
}

async function createService(call: Call, type: ServiceType): Promise<void> {
  const { session, flags } = call;
  const name = nameArgument(call, `service ${type.toLowerCase()}`);
  const labels = { app: name };
  const headless = type === 'ClusterIP' && flags.string('clusterip') === 'None';
  const nodePort = flags.int('node-port');
  const ports = flags.list('tcp').map((spec) => servicePort(spec, nodePort));
  if (ports.length === 0 && !headless && type !== 'ExternalName') {
    throw new KubectlError('error: at least one tcp port specifier must be provided');
  }
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(call, name, labels) ?? {},
    spec: {
      ...(ports.length > 0 ? { ports } : {}),
      selector: labels,
      ...(flags.string('clusterip') ? { clusterIP: flags.string('clusterip') } : {}),
      type,
      ...(type === 'ExternalName' ? { externalName: flags.string('external-name') } : {}),
    },
    status: { loadBalancer: {} },
  };
  await createOr(
    call,
    await session.discovery.resolve('services'),
    object,
    `failed to create ${type} service:`,
  );
}

function servicePort(spec: string, nodePort: number) {
  const [first = '', second, ...rest] = spec.split(':');
  const port = portNumber(first);
  const target = second === undefined ? port : /^\d+$/.test(second) ? portNumber(second) : second;
  if (rest.length > 0)
    throw new KubectlError(`error: invalid port format '${spec}', expected 'port' or 'port:targetPort'`);
  return {
    name: spec.replace(':', '-'),
    protocol: 'TCP',
    port,
    targetPort: target,
    ...(nodePort > 0 ? { nodePort } : {}),
  };
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new KubectlError(`error: strconv.ParseUint: parsing "${text}": invalid syntax`);
}
