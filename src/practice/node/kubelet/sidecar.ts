import type { Container } from '../../objects.ts';

/** Of an init container: that it goes on beside the others, for as long as they run. */
export function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}
