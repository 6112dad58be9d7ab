import type http from 'node:http';
import type { Image } from '../../../lesson/images/reference.ts';
import { manifestTypes, networkError, Registry } from '../../registry/client.ts';

/** What a registry says when it is asked for an image, without signing in. */
export type PullAnswer =
  | { readonly kind: 'there'; readonly limit: PullLimit | undefined }
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied'; readonly status: number }
  | { readonly kind: 'limited' }
  | { readonly kind: 'troubled'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly error: string };

/** How many more images this address may pull. */
export interface PullLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly seconds: number;
}

/** Milliseconds that one answer may take. */
const patience = 6_000;

/** Asks for an image's manifest by HEAD, which counts as no pull. Never throws; `signal` ends it as time does. */
export async function askRegistry(
  base: string,
  { repository, reference }: Pick<Image, 'repository' | 'reference'>,
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
): Promise<PullAnswer> {
  const registry = new Registry(base, { env, patience });
  try {
    const answer = await registry.ask({
      method: 'HEAD',
      repository,
      path: `manifests/${reference}`,
      headers: { accept: manifestTypes },
      signal,
    });
    answer.resume();
    return answerOf(answer);
  } catch (error) {
    return { kind: 'unreachable', error: networkError(error) };
  } finally {
    registry.close();
  }
}

function answerOf({ statusCode: status = 0, headers }: http.IncomingMessage): PullAnswer {
  if (status === 200) return { kind: 'there', limit: limitIn(headers) };
  if (status === 404) return { kind: 'absent' };
  if (status === 429) return { kind: 'limited' };
  if (status === 401 || status === 403) return { kind: 'denied', status };
  return { kind: 'troubled', status };
}

/** Docker Hub's `ratelimit-limit: 100;w=21600` and `ratelimit-remaining: 76;w=21600`. */
function limitIn(headers: http.IncomingHttpHeaders): PullLimit | undefined {
  const number = (name: string) => /^(\d+)(?:;w=(\d+))?/.exec(String(headers[name] ?? ''));
  const [limit, remaining] = [number('ratelimit-limit'), number('ratelimit-remaining')];
  if (!limit || !remaining) return undefined;
  return { limit: Number(limit[1]), remaining: Number(remaining[1]), seconds: Number(limit[2] ?? 21_600) };
}
