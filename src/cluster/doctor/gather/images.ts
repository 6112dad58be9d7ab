import { canonicalName, type Image, parseImage } from '../../../lesson/images/reference.ts';
import { registryBase } from '../../registry/client.ts';
import type { Engine } from './docker.ts';
import { askRegistry, type PullAnswer } from './registry.ts';
import type { ServerFacts } from './server.ts';

export interface ImageFact {
  readonly image: Image;
  /** `had`: the cluster or the engine has it already. */
  readonly answer: PullAnswer | { readonly kind: 'had' };
}

/** Milliseconds for all images together, mirrors and tokens included. */
const patience = 12_000;

/** Whether each image can be pulled: all are asked for at once, each where docker would ask. */
export function gatherImages(
  names: readonly string[],
  engine: Engine | undefined,
  server: ServerFacts | undefined,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<ImageFact[]> {
  const had = new Set(
    [...(engine?.images ?? []), ...(server?.kind === 'answers' ? server.images : [])].map(identity),
  );
  const signal = AbortSignal.timeout(patience);
  const images = names.map(parseImage).filter((image) => image !== undefined);
  return Promise.all(
    images.map(async (image) => {
      if (had.has(identity(image.name))) return { image, answer: { kind: 'had' } };
      return { image, answer: await askAll(image, engine?.mirrors ?? [], env, signal) };
    }),
  );
}

async function askAll(
  image: Image,
  mirrors: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
): Promise<PullAnswer> {
  // A mirror is asked first, and what goes wrong there is forgotten, as the engine does.
  for (const mirror of image.registry === 'docker.io' ? mirrors : []) {
    const answer = await askRegistry(mirror, image, env, signal);
    if (answer.kind === 'there') return answer;
  }
  return askRegistry(registryBase(image.registry), image, env, signal);
}

/** One text for one image, however it is written. */
function identity(name: string): string {
  const image = parseImage(name);
  return image ? canonicalName(image) : name;
}
