import { DistributionError } from './errors.ts';
import { type Exchange, sendJson } from './exchange.ts';

/** GET /v2/_catalog */
export async function catalog({ storage, url, response }: Exchange): Promise<void> {
  const page = paginate(await storage.repositories(), url, 100);
  if (page.next !== undefined) response.setHeader('Link', page.next);
  sendJson(response, 200, `${JSON.stringify({ repositories: page.names })}\n`);
}

/** GET /v2/NAME/tags/list */
export async function tags({ storage, repository, url, response }: Exchange): Promise<void> {
  const all = await storage.tags(repository);
  if (!all) throw new DistributionError('NAME_UNKNOWN', { name: repository });
  const page = paginate(all, url, all.length);
  if (page.next !== undefined) response.setHeader('Link', page.next);
  sendJson(
    response,
    200,
    `${JSON.stringify({ name: repository, tags: all.length > 0 ? page.names : null })}\n`,
  );
}

function paginate(
  all: readonly string[],
  url: URL,
  most: number,
): { names: string[]; next: string | undefined } {
  const asked = url.searchParams.get('n');
  const limit = asked === null || !/^\d+$/.test(asked) || Number(asked) === 0 ? most : Number(asked);
  const last = url.searchParams.get('last') ?? '';
  const after = all.filter((name) => name > last);
  const names = after.slice(0, limit);
  const end = names.at(-1);
  if (end === undefined || names.length === after.length) return { names, next: undefined };
  return { names, next: `<${url.pathname}?last=${encodeURIComponent(end)}&n=${limit}>; rel="next"` };
}
