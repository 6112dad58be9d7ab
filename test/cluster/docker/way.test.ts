import { describe, expect, test } from 'vitest';
import { type NodeList, readNodes } from '../../../src/cluster/context/nodes.ts';
import { chooseEngine, type EngineChoice } from '../../../src/cluster/docker/engine.ts';
import { readEngine } from '../../../src/cluster/docker/gather.ts';
import { nodeAddress, type Way, wayOf } from '../../../src/cluster/docker/way.ts';

/** What tools say on machines that there are none of here: the parts that are read. */
interface Recorded {
  context: string;
  /** Host of the API server, and whether that is this machine. */
  server: { host: string; own: boolean };
  nodes: NodeList;
  /** `docker context ls`. */
  contexts: string[];
  /** `docker info` of the engine that is chosen. */
  info: { Name: string; SecurityOptions?: string[] };
  /** `docker container inspect` of the first node. */
  networks?: Record<string, { IPAddress: string }>;
  machine: { platform: NodeJS.Platform; hostname: string };
  environment?: NodeJS.ProcessEnv;
}

interface Resolved {
  engine: EngineChoice;
  way: Way;
  NODE: string;
}

const loopback = { host: '127.0.0.1', own: true };
const current: EngineChoice = { kind: 'current' };
const onNode: Way = { kind: 'on-node' };
const seccomp = ['name=seccomp,profile=builtin'];

function node(name: string, address: string, labels: Record<string, string> = {}): NodeList {
  const addresses = [
    { type: 'InternalIP', address },
    { type: 'Hostname', address: name },
  ];
  return { items: [{ metadata: { name, labels }, status: { addresses } }] };
}

const cases: Record<string, [Recorded, Resolved]> = {
  'kind on Linux': [
    {
      context: 'kind-kind',
      server: loopback,
      nodes: node('kind-control-plane', '172.18.0.2'),
      contexts: ['default'],
      info: { Name: 'laptop', SecurityOptions: seccomp },
      networks: { kind: { IPAddress: '172.18.0.2' } },
      machine: { platform: 'linux', hostname: 'laptop' },
    },
    { engine: current, way: { kind: 'forwarded' }, NODE: '172.18.0.2' },
  ],
  'kind in a rootless engine': [
    {
      context: 'kind-kind',
      server: loopback,
      nodes: node('kind-control-plane', '10.89.0.2'),
      contexts: ['default', 'rootless'],
      info: { Name: 'laptop', SecurityOptions: [...seccomp, 'name=rootless'] },
      networks: { kind: { IPAddress: '10.89.0.2' } },
      machine: { platform: 'linux', hostname: 'laptop' },
    },
    {
      engine: current,
      way: { kind: 'relayed', to: { network: 'kind', address: '10.89.0.2' } },
      NODE: '127.0.0.1',
    },
  ],
  'kind on macOS, in Docker Desktop': [
    {
      context: 'kind-kind',
      server: loopback,
      nodes: node('kind-control-plane', '172.18.0.2'),
      contexts: ['default', 'desktop-linux'],
      info: { Name: 'docker-desktop' },
      networks: { kind: { IPAddress: '172.18.0.2' } },
      machine: { platform: 'darwin', hostname: 'Mac.local' },
    },
    {
      engine: current,
      way: { kind: 'relayed', to: { network: 'kind', address: '172.18.0.2' } },
      NODE: '127.0.0.1',
    },
  ],
  'k3d on Windows, in Docker Desktop': [
    {
      context: 'k3d-lab',
      server: { host: 'host.docker.internal', own: true },
      nodes: node('k3d-lab-server-0', '172.19.0.3'),
      contexts: ['default', 'desktop-linux'],
      info: { Name: 'docker-desktop' },
      networks: { 'k3d-lab': { IPAddress: '172.19.0.3' } },
      machine: { platform: 'win32', hostname: 'DESKTOP-1' },
    },
    {
      engine: current,
      way: { kind: 'relayed', to: { network: 'k3d-lab', address: '172.19.0.3' } },
      NODE: '127.0.0.1',
    },
  ],
  "Docker Desktop's own Kubernetes": [
    {
      context: 'docker-desktop',
      server: { host: 'kubernetes.docker.internal', own: true },
      nodes: node('docker-desktop', '192.168.65.3'),
      contexts: ['default', 'desktop-linux'],
      info: { Name: 'docker-desktop' },
      machine: { platform: 'darwin', hostname: 'Mac.local' },
    },
    { engine: { kind: 'context', name: 'desktop-linux' }, way: onNode, NODE: '127.0.0.1' },
  ],
  'Rancher Desktop on macOS, under a context of another name': [
    {
      context: 'local',
      server: loopback,
      nodes: node('lima-rancher-desktop', '192.168.5.15'),
      contexts: ['default', 'rancher-desktop', 'desktop-linux'],
      info: { Name: 'lima-rancher-desktop' },
      machine: { platform: 'darwin', hostname: 'Mac.local' },
    },
    { engine: { kind: 'context', name: 'rancher-desktop' }, way: onNode, NODE: '127.0.0.1' },
  ],
  'Rancher Desktop on Windows, whose node has the name of the machine': [
    {
      context: 'rancher-desktop',
      server: loopback,
      nodes: node('desktop-1', '172.20.14.2'),
      contexts: ['default'],
      info: { Name: 'DESKTOP-1' },
      machine: { platform: 'win32', hostname: 'DESKTOP-1' },
    },
    { engine: current, way: onNode, NODE: '127.0.0.1' },
  ],
  'Colima, in a profile': [
    {
      context: 'colima-lab',
      server: loopback,
      nodes: node('colima-lab', '192.168.5.1'),
      contexts: ['colima', 'colima-lab', 'default'],
      info: { Name: 'colima-lab' },
      machine: { platform: 'darwin', hostname: 'Mac.local' },
    },
    { engine: { kind: 'context', name: 'colima-lab' }, way: onNode, NODE: '127.0.0.1' },
  ],
  'Colima, while DOCKER_HOST says otherwise': [
    {
      context: 'colima',
      server: loopback,
      nodes: node('colima', '192.168.5.1'),
      contexts: ['colima', 'default'],
      info: { Name: 'builder' },
      machine: { platform: 'darwin', hostname: 'Mac.local' },
      environment: { DOCKER_HOST: 'ssh://builder' },
    },
    { engine: current, way: { kind: 'apart' }, NODE: '127.0.0.1' },
  ],
  'minikube, without the program': [
    {
      context: 'minikube',
      server: { host: '192.168.49.2', own: false },
      nodes: node('minikube', '192.168.49.2', { 'minikube.k8s.io/name': 'minikube' }),
      contexts: ['default'],
      info: { Name: 'laptop' },
      networks: { minikube: { IPAddress: '192.168.49.2' } },
      machine: { platform: 'linux', hostname: 'laptop' },
    },
    { engine: { kind: 'minikube', profile: 'minikube' }, way: { kind: 'forwarded' }, NODE: '192.168.49.2' },
  ],
  'minikube, with docker turned to the engine in its node': [
    {
      context: 'minikube',
      server: { host: '192.168.49.2', own: false },
      nodes: node('minikube', '192.168.49.2', { 'minikube.k8s.io/name': 'minikube' }),
      contexts: ['default'],
      info: { Name: 'minikube' },
      machine: { platform: 'linux', hostname: 'laptop' },
      environment: { DOCKER_HOST: 'tcp://192.168.49.2:2376', MINIKUBE_ACTIVE_DOCKERD: 'minikube' },
    },
    { engine: current, way: onNode, NODE: '192.168.49.2' },
  ],
  // Its node has an address of this very machine: such a one is the same everywhere.
  'a plain node on this machine': [
    {
      context: 'default',
      server: loopback,
      nodes: node('node1', '127.0.0.1'),
      contexts: ['default'],
      info: { Name: 'Laptop' },
      machine: { platform: 'linux', hostname: 'laptop' },
    },
    { engine: current, way: onNode, NODE: '127.0.0.1' },
  ],
  'a cluster elsewhere': [
    {
      context: 'work',
      server: { host: 'api.example.com', own: false },
      nodes: node('node-a', '10.1.2.3'),
      contexts: ['default'],
      info: { Name: 'laptop' },
      machine: { platform: 'linux', hostname: 'laptop' },
    },
    { engine: current, way: { kind: 'forwarded' }, NODE: '127.0.0.1' },
  ],
  'a cluster elsewhere, whose nodes may not be seen': [
    {
      context: 'work',
      server: { host: 'api.example.com', own: false },
      nodes: {},
      contexts: ['default', 'desktop-linux'],
      info: { Name: 'docker-desktop' },
      machine: { platform: 'darwin', hostname: 'Mac.local' },
    },
    { engine: current, way: { kind: 'apart' }, NODE: 'api.example.com' },
  ],
};

describe('the engine, the way from it to the registry, and the address for the shell', () => {
  test.each(Object.entries(cases))('%s', (_, [recorded, resolved]) => {
    const { context, server, contexts, machine, environment = {} } = recorded;
    const nodes = readNodes(recorded.nodes);
    const engine = readEngine(
      JSON.stringify(recorded.info),
      recorded.networks && JSON.stringify(recorded.networks),
    );
    if (engine === undefined) throw new Error('no engine was read');
    const way = wayOf(engine, nodes, machine);
    expect({
      engine: chooseEngine(context, nodes, contexts, environment),
      way,
      NODE: nodeAddress(way, engine, { context, nodes, ...server }),
    }).toEqual(resolved);
  });

  test('without an engine, NodePorts are where the nodes are', () => {
    expect(readEngine('', undefined)).toBeUndefined();
    // What docker prints of an engine that does not answer.
    expect(readEngine('{"ID":"","Name":"","ServerErrors":["Cannot connect"]}', undefined)).toBeUndefined();
    const place = { nodes: readNodes(node('kind-control-plane', '172.18.0.2')), ...loopback };
    expect(nodeAddress(undefined, undefined, { context: 'kind-lab', ...place })).toBe('172.18.0.2');
    expect(nodeAddress(undefined, undefined, { context: 'k3s', ...place })).toBe('127.0.0.1');
  });
});
