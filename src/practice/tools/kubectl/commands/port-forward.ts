import { createServer, type Server, type Socket } from 'node:net';
import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, listAt, nameOf, textAt } from '../api/objects.ts';
import { openSocket } from '../api/streams.ts';
import { flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError, usageError } from '../errors.ts';
import { selectorOf } from '../resources/pods.ts';
import { fetchList, select } from '../resources/selection.ts';
import type { Session } from '../session.ts';
import { findPod } from './exec.ts';

export const portForward: Command = {
  usage: 'port-forward TYPE/NAME [LOCAL_PORT:]REMOTE_PORT…',
  summary: 'Forward one or more local ports to a pod',
  flags: [
    flag('address', 'list', 'where to listen'),
    flag('pod-running-timeout', 'duration', undefined, '1m0s'),
  ],
  run: runPortForward,
};

interface Forward {
  local: number;
  remote: number;
}

async function runPortForward({ session, flags, args }: Call): Promise<void> {
  if (args.length < 2)
    throw usageError('port-forward', 'TYPE/NAME and list of ports are required for port-forward');
  const [who = '', ...specs] = args;
  const { pod, translate } = await backend(session, who);
  const phase = textAt(pod, 'status', 'phase');
  if (phase !== 'Running') {
    throw new KubectlError(
      `error: unable to forward port because pod is not running. Current status=${phase}`,
    );
  }
  const forwards = specs.map((spec) => parsePorts(spec, translate));
  const pods = await session.discovery.resolve('pods');
  const path = resourcePath(pods, pod.metadata?.namespace, nameOf(pod), 'portforward');
  const addresses = flags.list('address').length > 0 ? flags.list('address') : ['127.0.0.1', '::1'];
  const servers: Server[] = [];
  for (const forward of forwards) {
    for (const address of addresses) {
      const server = await listen(
        address === 'localhost' ? '127.0.0.1' : address,
        forward,
        (connection) => void connect(session, path, forward, connection),
      );
      if (!server) continue;
      servers.push(server);
      const { port } = server.address() as { port: number };
      forward.local = port;
      session.out(
        `Forwarding from ${address.includes(':') ? `[${address}]` : address}:${port} -> ${forward.remote}\n`,
      );
    }
  }
  if (servers.length === 0) throw new KubectlError('error: unable to listen on any of the requested ports');
}

async function backend(
  session: Session,
  who: string,
): Promise<{ pod: KubeObject; translate: (port: string) => number }> {
  const { targets } = await select(session, who.includes('/') ? [who] : ['pods', who], {});
  const [target] = targets;
  if (target?.resource.kind !== 'Service' || target.name === undefined) {
    const pod = await findPod(session, who);
    return { pod, translate: (port) => containerPort(pod, port) };
  }
  const service = await session.client.get<KubeObject>(
    resourcePath(target.resource, target.namespace, target.name),
  );
  const pods = await session.discovery.resolve('pods');
  const { items } = await fetchList(session, resourcePath(pods, target.namespace), {
    selector: selectorOf({ ...service, kind: 'Service' }),
  });
  const pod = items.find((item) => textAt(item, 'status', 'phase') === 'Running') ?? items[0];
  if (!pod) throw new KubectlError('error: timed out waiting for the condition');
  return {
    pod,
    translate(port) {
      const found = listAt(service, 'spec', 'ports').find(
        (one) => textAt(one, 'port') === port || textAt(one, 'name') === port,
      );
      if (!found)
        throw new KubectlError(`error: Service ${target.name} does not have a service port ${port}`);
      return containerPort(pod, textAt(found, 'targetPort') || textAt(found, 'port'));
    },
  };
}

function containerPort(pod: KubeObject, port: string): number {
  if (/^\d+$/.test(port)) return Number(port);
  for (const container of listAt(pod, 'spec', 'containers')) {
    const found = listAt(container, 'ports').find((one) => textAt(one, 'name') === port);
    if (found) return Number(found.containerPort);
  }
  throw new KubectlError(`error: Pod '${nameOf(pod)}' does not have a named port '${port}'`);
}

function parsePorts(spec: string, translate: (port: string) => number): Forward {
  const [first = '', second, ...rest] = spec.split(':');
  if (rest.length > 0) throw new KubectlError(`error: invalid port format '${spec}'`);
  const remote = translate(second ?? first);
  const local = second === undefined ? (/^\d+$/.test(first) ? Number(first) : remote) : Number(first || 0);
  if (!Number.isInteger(local) || local > 65_535) {
    throw new KubectlError(
      `error: error parsing local port '${first}': strconv.ParseUint: parsing "${first}": invalid syntax`,
    );
  }
  return { local, remote };
}

/** Undefined where the address does not exist on this machine or the port is taken. */
function listen(
  address: string,
  { local }: Forward,
  handle: (socket: Socket) => void,
): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer(handle);
    server.once('error', () => resolve(undefined));
    server.listen(local, address, () => resolve(server));
  });
}

/** One WebSocket a connection: channels 0 (data) and 1 (errors), each of which first says its port. */
async function connect(
  session: Session,
  path: string,
  { local, remote }: Forward,
  connection: Socket,
): Promise<void> {
  session.out(`Handling connection for ${local}\n`);
  connection.on('error', () => undefined);
  try {
    const greeted = new Set<number>();
    const socket = await openSocket(
      session.client,
      path,
      { ports: remote },
      ['v4.channel.k8s.io'],
      (opening) => {
        opening.on('message', (message: Buffer) => {
          const channel = message[0] ?? 0;
          const text = message.subarray(1);
          if (!greeted.has(channel)) greeted.add(channel);
          else if (channel === 0) connection.write(text);
          else
            session.err(
              `error: an error occurred forwarding ${local} -> ${remote}: ${text.toString('utf8')}\n`,
            );
        });
      },
    );
    socket.on('close', () => connection.end());
    connection.on('data', (data: Buffer) => socket.send(Buffer.concat([Buffer.from([0]), data])));
    connection.on('close', () => socket.close());
  } catch (error) {
    session.err(`error: an error occurred forwarding ${local} -> ${remote}: ${(error as Error).message}\n`);
    connection.destroy();
  }
}
