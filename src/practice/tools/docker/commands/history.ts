import type { HistoryLine } from '../../../engine/api.ts';
import { humanSize } from '../../../engine/sizes.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { ago } from '../render/ago.ts';
import { formatRows } from '../render/format.ts';

/** Letters of a step that are shown unless all are asked for. */
const shownLetters = 45;

export const history: Command = {
  usage: 'history [OPTIONS] IMAGE',
  summary: 'Show the history of an image',
  aliases: ['image history', 'history'],
  options: [
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
    option('human H', 'bool', 'Print sizes and dates in human readable format (default true)'),
    option('no-trunc', 'bool', "Don't truncate output"),
    option('quiet q', 'bool', 'Only show image IDs'),
  ],
  args: { min: 1, max: 1 },
  async run({ flags, args: [name = ''], streams, engine }) {
    const whole = flags.bool('no-trunc');
    const human = flags.string('human') === undefined || flags.bool('human');
    const lines = await engine.get<HistoryLine[]>('images/history', { name });
    const rows = lines.map(({ id, created, createdBy, size, comment }) => ({
      ID: id === undefined ? '<missing>' : whole ? id : id.slice(7, 19),
      CreatedSince: ago(created, Date.now()),
      CreatedAt: created,
      CreatedBy:
        whole || createdBy.length <= shownLetters ? createdBy : `${createdBy.slice(0, shownLetters - 1)}…`,
      Size: human ? humanSize(size) : String(size),
      Comment: comment,
    }));
    if (flags.bool('quiet')) {
      streams.out(rows.map(({ ID }) => `${ID}\n`).join(''));
      return 0;
    }
    const columns = ['ID', human ? 'CreatedSince' : 'CreatedAt', 'CreatedBy', 'Size', 'Comment'];
    streams.out(formatRows(rows, columns, headings, flags.string('format')));
    return 0;
  },
};

const headings = { ID: 'IMAGE', CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', CreatedBy: 'CREATED BY' };
