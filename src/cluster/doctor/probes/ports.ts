import { nodePortRange } from '../gather/ports.ts';
import { type Finding, problem } from '../problem.ts';

/**
 * Which NodePorts are taken on this machine already.
 * @param wanted those that the lesson asks for by number
 */
export function judgePorts(ports: readonly number[] | undefined, wanted: readonly number[]): Finding {
  if (ports === undefined) return { found: [], problems: [] };
  const { first, last } = nodePortRange;
  const collisions = wanted.filter((port) => ports.includes(port));
  const found = [`${first}–${last}`];
  const command = process.platform === 'linux' ? 'ss -ltnp' : 'lsof -nP -iTCP -sTCP:LISTEN';
  const mend = process.platform === 'win32' ? { command: 'netstat -ano' } : { command };
  if (collisions.length > 0) {
    const problems = collisions.map((port) =>
      problem('warning', 'node-port-wanted', { port }, `0.0.0.0:${port} LISTEN`, mend),
    );
    return { found, problems };
  }
  if (ports.length === 0) return { found, problems: [] };
  return {
    found,
    problems: [problem('info', 'node-ports-taken', { ports }, `LISTEN ${ports.join(' ')}`, mend)],
  };
}
