import type { ImageSummary } from '../../../engine/api.ts';
import { humanSize } from '../../../engine/sizes.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { ago } from '../render/ago.ts';
import { formatRows } from '../render/format.ts';
import { imageFilter } from './image-filter.ts';

export const images: Command = {
  usage: 'images [OPTIONS] [REPOSITORY[:TAG]]',
  summary: 'List images',
  aliases: ['image ls', 'image list', 'images'],
  options: [
    option('all a', 'bool', 'Show all images (default hides intermediate images)'),
    option('digests', 'bool', 'Show digests'),
    option('filter f', 'filter', 'Filter output based on conditions provided'),
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
    option('no-trunc', 'bool', "Don't truncate output"),
    option('quiet q', 'bool', 'Only show image IDs'),
  ],
  args: { min: 0, max: 1 },
  async run({ flags, args: [pattern], streams, engine }) {
    const fits = imageFilter(flags.list('filter'), pattern);
    const rows = (await engine.get<ImageSummary[]>('images'))
      .toSorted((a, b) => (a.created < b.created ? 1 : -1))
      .flatMap(rowsOf)
      .filter(fits);
    const whole = flags.bool('no-trunc');
    const shown = rows.map((row) => ({
      Repository: row.repository,
      Tag: row.tag,
      Digest: row.digest,
      ID: whole ? row.image.id : row.image.id.slice(7, 19),
      CreatedSince: ago(row.image.created, Date.now()),
      CreatedAt: row.image.created.replace('T', ' ').replace(/(\.\d+)?Z$/, ' +0000 UTC'),
      Size: humanSize(row.image.size),
      Containers: 'N/A',
      SharedSize: 'N/A',
      UniqueSize: 'N/A',
    }));
    if (flags.bool('quiet')) {
      streams.out([...new Set(shown.map(({ ID }) => `${ID}\n`))].join(''));
      return 0;
    }
    const columns = [
      'Repository',
      'Tag',
      ...(flags.bool('digests') ? ['Digest'] : []),
      'ID',
      'CreatedSince',
      'Size',
    ];
    streams.out(formatRows(shown, columns, headings, flags.string('format')));
    return 0;
  },
};

const headings = { ID: 'IMAGE ID', CreatedSince: 'CREATED', CreatedAt: 'CREATED AT' };

export interface ImageRow {
  repository: string;
  tag: string;
  digest: string;
  image: ImageSummary;
}

function rowsOf(image: ImageSummary): ImageRow[] {
  const none = '<none>';
  const digests = new Map(image.digests.map((name) => name.split('@') as [string, string]));
  const tags = image.tags.toSorted().map((name) => {
    const colon = name.lastIndexOf(':');
    const repository = name.slice(0, colon);
    return { repository, tag: name.slice(colon + 1), digest: digests.get(repository) ?? none, image };
  });
  const repositories = new Set(tags.map(({ repository }) => repository));
  const untagged = [...digests].filter(([repository]) => !repositories.has(repository));
  const bare = untagged.map(([repository, digest]) => ({ repository, tag: none, digest, image }));
  const rows = [...tags, ...bare];
  return rows.length > 0 ? rows : [{ repository: none, tag: none, digest: none, image }];
}
