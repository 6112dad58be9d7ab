import type { Container, ContainerState, Pod } from '../../objects.ts';
import { type Image, PullError } from '../images/types.ts';
import { createBackOff } from './back-off.ts';
import { type KubeletContext, podEvent } from './context.ts';

interface Wanted {
  context: KubeletContext;
  pod: () => Pod;
  spec: Container;
}

/** The container's image, however long it takes to be had. Undefined when `signal` is aborted first. */
export async function obtainImage(
  { context, pod, spec }: Wanted,
  signal: AbortSignal,
  wait: (state: ContainerState) => void,
): Promise<Image | undefined> {
  const { image: reference, name } = spec;
  const kind = pod().spec.initContainers?.some((one) => one.name === name) ? 'initContainers' : 'containers';
  const event = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    podEvent(context, pod(), type, reason, message, `spec.${kind}{${name}}`);
  const policy = spec.imagePullPolicy ?? (/:latest$|^[^:@]+$/.test(reference) ? 'Always' : 'IfNotPresent');
  const backOff = createBackOff(firstWait);
  while (!signal.aborted) {
    const present = context.images.find(reference);
    if (present && policy !== 'Always') {
      event('Normal', 'Pulled', `Container image "${reference}" already present on machine`);
      return present;
    }
    if (policy === 'Never') {
      const message = `Container image "${reference}" is not present with pull policy of Never`;
      event('Warning', 'ErrImageNeverPull', message);
      event('Warning', 'Failed', 'Error: ErrImageNeverPull');
      wait({ waiting: { reason: 'ErrImageNeverPull', message } });
      await context.clock.sleep(neverPullRetryAfter, signal);
      continue;
    }
    event('Normal', 'Pulling', `Pulling image "${reference}"`);
    try {
      const { image, took, waited } = await context.puller.pull(reference, signal);
      event(
        'Normal',
        'Pulled',
        `Successfully pulled image "${reference}" in ${say(took)} (${say(waited)} including waiting). Image size: ${image.size} bytes.`,
      );
      return image;
    } catch (error) {
      if (!(error instanceof PullError)) throw error;
      if (signal.aborted) return undefined;
      if (error.cause_ === 'invalid-name') {
        event('Warning', 'InspectFailed', error.message);
        event('Warning', 'Failed', 'Error: InvalidImageName');
        wait({ waiting: { reason: 'InvalidImageName', message: error.message } });
        await context.clock.sleep(neverPullRetryAfter, signal);
        continue;
      }
      event('Warning', 'Failed', `Failed to pull image "${reference}": ${error.message}`);
      event('Warning', 'Failed', 'Error: ErrImagePull');
      wait({ waiting: { reason: 'ErrImagePull', message: error.message } });
      await context.clock.sleep(backOffShowsAfter, signal);
      if (signal.aborted) return undefined;
      event('Normal', 'BackOff', `Back-off pulling image "${reference}"`);
      event('Warning', 'Failed', 'Error: ImagePullBackOff');
      const message = `Back-off pulling image "${reference}": ErrImagePull: ${error.message}`;
      wait({ waiting: { reason: 'ImagePullBackOff', message } });
      await context.clock.sleep(backOff.next(), signal);
    }
  }
  return undefined;
}

const firstWait = 10_000;
/** A kubelet looks at a pod again about this long after a failed pull, and says that it holds back. */
const backOffShowsAfter = 2_000;
const neverPullRetryAfter = 12_000;

/** As Go prints it: `1.234s`, `156ms`. */
function say(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)}ms`
    : `${(milliseconds / 1000).toFixed(3).replace(/\.?0+$/, '')}s`;
}
