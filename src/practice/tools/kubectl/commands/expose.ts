import { qualified, resourcePath } from '../api/discovery.ts';
import { at, dictAt, type KubeObject, listAt, nameOf, textAt } from '../api/objects.ts';
import { FILES, OUTPUT, WRITE } from '../args/common.ts';
import { absent, type Flags, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError } from '../errors.ts';
import { select, type Target } from '../resources/selection.ts';
import { createAndPrint } from '../resources/submit.ts';
import { parseLabels } from './create/shared.ts';

export const expose: Command = {
  usage: 'expose (TYPE NAME | TYPE/NAME | -f FILENAME) [--port=PORT] [--type=TYPE] [flags]',
  summary:
    'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...WRITE,
    flag('cluster-ip', 'string', 'its address; None makes it headless'),
    flag('external-ip', 'string', 'one more address that leads to it'),
    flag('labels l', 'string', 'labels of the service'),
    flag('load-balancer-ip', 'string', 'the address of the load balancer'),
    flag('name', 'string', 'the name of the service'),
    absent('overrides', 'string', 'Use --dry-run=client -o yaml, and edit that.'),
    flag('port', 'string', 'the port that the service answers at'),
    flag('protocol', 'string', 'TCP or UDP'),
    flag('save-config', 'bool'),
    flag('selector', 'string', 'the labels of its pods'),
    flag('session-affinity', 'string', 'None or ClientIP'),
    flag('target-port', 'string', 'the port of the pods, by number or name'),
    flag('type', 'string', 'ClusterIP, NodePort, LoadBalancer or ExternalName'),
  ],
  run: runExpose,
};

const EXPOSABLE = ['pods', 'services', 'replicationcontrollers', 'deployments.apps', 'replicasets.apps'];

async function runExpose({ session, flags, args }: Call): Promise<void> {
  const { targets } = await select(session, args, {
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
  });
  if (targets.length > 1 && flags.string('name')) {
    throw new KubectlError('error: --name can not be used with more than one resource');
  }
  const services = await session.discovery.resolve('services');
  for (const target of targets) {
    const object = await read({ session }, target);
    const service = serviceFor(object, flags);
    if (session.namespaceEnforced || target.namespace !== session.namespace) {
      service.metadata = { ...service.metadata, namespace: target.namespace };
    }
    await createAndPrint(session, flags, services, service, 'exposed');
  }
}

async function read(
  { session }: Pick<Call, 'session'>,
  { resource, namespace, name }: Target,
): Promise<KubeObject> {
  if (!EXPOSABLE.includes(qualified(resource))) {
    throw new KubectlError(
      `error: cannot expose a ${resource.group ? `${resource.kind}.${resource.group}` : resource.kind}`,
    );
  }
  return {
    kind: resource.kind,
    ...(await session.client.get<KubeObject>(resourcePath(resource, namespace, name))),
  };
}

const noSelector = (why: string): KubectlError =>
  new KubectlError(`error: couldn't retrieve selectors via --selector flag or introspection: ${why}`);

const goExpression = (one: Record<string, unknown>): string =>
  `{Key:${textAt(one, 'key')} Operator:${textAt(one, 'operator')} Values:[${listAt<string>(one, 'values').join(' ')}]}`;

interface Port {
  port: number;
  protocol: string;
  targetPort?: number | string;
  name?: string;
}

function serviceFor(object: KubeObject, flags: Flags): KubeObject {
  const selector = flags.string('selector') ? parseLabels(flags.string('selector')) : selectorOf(object);
  const labels = flags.string('labels') ? parseLabels(flags.string('labels')) : object.metadata?.labels;
  const ports = portsOf(object, flags);
  const type = flags.string('type');
  const headless = flags.string('cluster-ip') === 'None';
  if (ports.length === 0 && !headless) {
    throw new KubectlError("error: couldn't find port via --port flag or introspection");
  }
  if (type && !['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'].includes(type)) {
    throw new KubectlError(`error: invalid service type ${type}`);
  }
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      creationTimestamp: null,
      ...(labels && Object.keys(labels).length > 0 ? { labels } : {}),
      name: flags.string('name') || nameOf(object),
    },
    spec: {
      ...(ports.length > 0 ? { ports } : {}),
      selector,
      ...(flags.string('cluster-ip') ? { clusterIP: flags.string('cluster-ip') } : {}),
      ...(type ? { type } : {}),
      ...(flags.string('external-ip') ? { externalIPs: [flags.string('external-ip')] } : {}),
      ...(flags.string('session-affinity') ? { sessionAffinity: flags.string('session-affinity') } : {}),
      ...(flags.string('load-balancer-ip') ? { loadBalancerIP: flags.string('load-balancer-ip') } : {}),
    },
    status: { loadBalancer: {} },
  };
}

function selectorOf(object: KubeObject): Record<string, string> {
  if (object.kind === 'Pod') {
    const labels = object.metadata?.labels ?? {};
    if (Object.keys(labels).length === 0) {
      throw noSelector('the pod has no labels and cannot be exposed');
    }
    return labels;
  }
  if (object.kind === 'Service' || object.kind === 'ReplicationController') {
    const selector = dictAt(object, 'spec', 'selector') as Record<string, string>;
    if (Object.keys(selector).length === 0) throw noSelector('the service has no pod selector set');
    return selector;
  }
  const expressions = listAt(object, 'spec', 'selector', 'matchExpressions');
  if (expressions.length > 0) {
    throw noSelector(
      `couldn't convert expressions - "[${expressions.map(goExpression).join(' ')}]" to map-based selector format`,
    );
  }
  const labels = dictAt(object, 'spec', 'selector', 'matchLabels') as Record<string, string>;
  if (Object.keys(labels).length === 0)
    throw noSelector('invalid deployment: no selectors, therefore cannot be exposed');
  return labels;
}

function portsOf(object: KubeObject, flags: Flags): Port[] {
  const known = containerPorts(object);
  const wanted = flags.string('port')
    ? flags.string('port').split(',')
    : known.map(({ port }) => String(port));
  const target = flags.string('target-port');
  return wanted.map((text, index) => {
    const port = Number(text);
    if (!Number.isInteger(port)) {
      throw new KubectlError(`error: strconv.ParseInt: parsing "${text}": invalid syntax`);
    }
    const protocol = flags.string('protocol') || (known.find((one) => one.port === port)?.protocol ?? 'TCP');
    const targetPort = target === '' ? port : /^\d+$/.test(target) ? Number(target) : target;
    return {
      ...(wanted.length > 1 ? { name: `port-${index + 1}` } : {}),
      protocol,
      port,
      targetPort,
    };
  });
}

function containerPorts(object: KubeObject): { port: number; protocol: string }[] {
  if (object.kind === 'Service') {
    return listAt(object, 'spec', 'ports').map((one) => ({
      port: Number(one.port),
      protocol: textAt(one, 'protocol') || 'TCP',
    }));
  }
  const spec = object.kind === 'Pod' ? at(object, 'spec') : at(object, 'spec', 'template', 'spec');
  return listAt(spec, 'containers').flatMap((container) =>
    listAt(container, 'ports').map((one) => ({
      port: Number(one.containerPort),
      protocol: textAt(one, 'protocol') || 'TCP',
    })),
  );
}
