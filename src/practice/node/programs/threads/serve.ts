import type { NetworkError } from '../../network/failure.ts';
import type { ContainerProcess } from '../program.ts';
import type { FromThread, ThreadData, ToThread } from '../worker/protocol.ts';

export function threadData(process: ContainerProcess): ThreadData {
  const { paths, user, network, cwd, pid, tty, clock } = process;
  return {
    args: process.argv.slice(1),
    cwd,
    root: paths.root,
    mounts: paths.mounts,
    readOnlyRoot: paths.readOnlyRoot,
    user,
    hostname: network.hostname,
    ip: network.ip,
    pid,
    tty,
    speed: clock.speed,
  };
}

/** What a program in another thread asks of the cluster, and prints. */
export interface Served {
  hear(message: FromThread): void;
  /** Nothing listens at its ports any more. */
  close(): void;
}

/** @param taken is told how much of the output is where it belongs */
export function serve(
  { network, stdout, stderr }: ContainerProcess,
  send: (message: ToThread) => void,
  taken: (bytes: number) => void = () => undefined,
): Served {
  const servers = new Map<number, () => void>();
  let closed = false;
  const answer = async (message: FromThread & { type: 'question' }) => {
    const { id } = message;
    try {
      if (message.question === 'lookup') {
        send({ type: 'answer', id, answer: await network.lookup(message.host) });
      } else if (message.question === 'connect') {
        send({ type: 'answer', id, answer: await network.route(message.host, message.port) });
      } else {
        const { path, port, close } = await network.reserve(message.port);
        if (closed) return close();
        servers.set(port, close);
        send({ type: 'answer', id, answer: { path, port } });
      }
    } catch (error) {
      send({ type: 'failure', id, failure: (error as NetworkError).failure });
    }
  };
  return {
    hear(message) {
      if (message.type === 'question') void answer(message);
      else if (message.type === 'closed') {
        servers.get(message.port)?.();
        servers.delete(message.port);
      } else {
        const output = message.stream === 'stdout' ? stdout : stderr;
        output(message.data);
        const bytes = message.data.length;
        const waiting = output.full?.();
        if (waiting) void waiting.then(() => taken(bytes));
        else taken(bytes);
      }
    },
    close() {
      closed = true;
      for (const close of servers.values()) close();
      servers.clear();
    },
  };
}
