import type { Clock } from '../../../base/clock.ts';
import type { Image, ImageStore } from '../images/types.ts';
import { pullTakes, recheckTakes } from '../settings.ts';

export interface Pulled {
  image: Image;
  /** Milliseconds of the clock's time that the pull took, and those with the wait for pulls before it. */
  took: number;
  waited: number;
}

/** Pulls one image after the other, as a kubelet does. */
export interface ImagePuller {
  /** @throws PullError */
  pull(reference: string, signal: AbortSignal): Promise<Pulled>;
}

export function createImagePuller({ images, clock }: { images: ImageStore; clock: Clock }): ImagePuller {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    pull(reference, signal) {
      const asked = performance.now();
      const turn = queue.then(async () => {
        const began = performance.now();
        const least = images.find(reference) ? recheckTakes : pullTakes;
        const [image] = await Promise.all([images.pull(reference), clock.sleep(least, signal)]);
        const ended = performance.now();
        return { image, took: (ended - began) * clock.speed, waited: (ended - asked) * clock.speed };
      });
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
