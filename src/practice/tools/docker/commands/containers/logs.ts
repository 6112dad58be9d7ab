import type { Failure } from '../../../../engine/api.ts';
import type { LogPart } from '../../../../engine/containers/api.ts';
import { option } from '../../args/flags.ts';
import type { Command } from '../../command.ts';
import { parseTime } from '../../containers/values.ts';
import { DaemonError, DockerError } from '../../errors.ts';

export const logs: Command = {
  usage: 'logs [OPTIONS] CONTAINER',
  summary: 'Fetch the logs of a container',
  aliases: ['container logs', 'logs'],
  options: [
    option('details', 'bool', 'Show extra details provided to logs'),
    option('follow f', 'bool', 'Follow log output'),
    option(
      'since',
      'string',
      'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    ),
    option('tail n', 'string', 'Number of lines to show from the end of the logs (default "all")'),
    option('timestamps t', 'bool', 'Show timestamps'),
    option(
      'until',
      'string',
      'Show logs before a timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    ),
  ],
  args: { min: 1, max: 1 },
  async run({ flags, args: [name = ''], streams, engine }) {
    const now = Date.now();
    const tail = tailLines(flags.string('tail'));
    const since = flags.string('since');
    const until = flags.string('until');
    const parts = engine.lines<LogPart | Failure>('containers/logs', {
      name,
      follow: flags.bool('follow'),
      timestamps: flags.bool('timestamps'),
      ...(tail === undefined ? {} : { tail }),
      ...(since === undefined ? {} : { since: parseTime(since, now) }),
      ...(until === undefined ? {} : { until: parseTime(until, now) }),
    });
    for await (const part of parts) {
      if ('error' in part) throw new DaemonError(500, part.error);
      if (part.stream === 'stderr') streams.err(part.text);
      else streams.out(part.text);
    }
    return 0;
  },
};

/** Undefined for all. @throws DockerError */
export function tailLines(text: string | undefined): number | undefined {
  if (text === undefined || text === 'all') return undefined;
  if (!/^-?\d+$/.test(text))
    throw new DockerError(`invalid value for "tail": value must be a number or "all"`);
  return Number(text) < 0 ? undefined : Number(text);
}
