import { readFile } from 'node:fs/promises';
import { ran } from '../../ran.ts';

/** Where Kubernetes takes NodePorts from. */
export const nodePortRange = { first: 30_000, last: 32_767 } as const;

/** The ports of that range that a program on this machine listens at, sorted; undefined where that cannot be told. */
export async function gatherPorts(env: Readonly<NodeJS.ProcessEnv>): Promise<number[] | undefined> {
  const listening = process.platform === 'linux' ? await linuxPorts() : await otherPorts(env);
  const { first, last } = nodePortRange;
  const ports = listening?.filter((port) => port >= first && port <= last);
  return ports && [...new Set(ports)].sort((a, b) => a - b);
}

async function linuxPorts(): Promise<number[] | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => undefined)),
  );
  return tables.every((table) => table === undefined)
    ? undefined
    : tables.flatMap((table) => portsOfTable(table ?? ''));
}

/** The listeners of a table of Linux' sockets. */
export function portsOfTable(table: string): number[] {
  // Local address, remote address, state; 0A is LISTEN.
  return [...table.matchAll(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /gm)].map(
    ([, port = '']) => Number.parseInt(port, 16),
  );
}

async function otherPorts(env: Readonly<NodeJS.ProcessEnv>): Promise<number[] | undefined> {
  const answer = await ran('netstat', ['-an', '-p', 'tcp'], env);
  return answer.kind === 'ended' && answer.exit === 0 ? portsOfNetstat(answer.stdout) : undefined;
}

/** The listeners of netstat's list: macOS writes `127.0.0.1.30080`, Windows `127.0.0.1:30080`. */
export function portsOfNetstat(text: string): number[] {
  return [...text.matchAll(/^\s*tcp\S*\s.*?[.:](\d+)\s+\S+\s+LISTEN/gim)].map(([, port]) => Number(port));
}
