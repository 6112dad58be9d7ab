import type { Engine } from './engine.ts';
import type { ServerFacts } from './session.ts';

/** The text of INFO, or of one of its sections. */
export function describeServer(wanted: string | undefined, engine: Engine, facts: ServerFacts): string {
  const uptime = Math.floor((facts.now() - facts.startedAt) / 1000);
  const keyspace = engine.databases.flatMap((database, number) => {
    const keys = database.keys();
    const expires = keys.filter((key) => database.expiry(key) !== undefined).length;
    return keys.length === 0 ? [] : [`db${number}:keys=${keys.length},expires=${expires},avg_ttl=0`];
  });
  const sections: Record<string, string[]> = {
    Server: [
      `redis_version:${facts.version}`,
      'redis_mode:standalone',
      'os:Linux x86_64',
      'arch_bits:64',
      'process_id:1',
      `tcp_port:${facts.port}`,
      `uptime_in_seconds:${uptime}`,
      `uptime_in_days:${Math.floor(uptime / 86_400)}`,
    ],
    Clients: [`connected_clients:${facts.clients}`],
    Persistence: ['loading:0', `rdb_changes_since_last_save:${engine.changes}`, 'aof_enabled:0'],
    Stats: [`total_connections_received:${facts.connections}`, `total_commands_processed:${facts.served}`],
    Replication: ['role:master', 'connected_slaves:0'],
    Keyspace: keyspace,
  };
  const all = wanted === undefined || /^(all|default|everything)$/i.test(wanted);
  return Object.entries(sections)
    .filter(([name]) => all || name.toLowerCase() === wanted?.toLowerCase())
    .map(([name, lines]) => `# ${name}\r\n${lines.map((line) => `${line}\r\n`).join('')}`)
    .join('\r\n');
}
