import type { Reason } from '../../engine/reasons/reasons.ts';
import { registryOf } from '../../lesson/images/reference.ts';

/** Why an image is not pulled, by what the node says of it; `message` is the container runtime's own. */
export function imageCause(pod: string, image: string, state: string, message: string): Reason {
  const about = { pod, image };
  if (state === 'InvalidImageName') return { id: 'image-name-invalid', params: about };
  if (state === 'ErrImageNeverPull') return { id: 'image-never-pulled', params: about };
  const registry = registryOf(image);
  if (/server gave HTTP response to HTTPS client/.test(message)) {
    return { id: 'image-registry-plain-http', params: { ...about, registry } };
  }
  if (/toomanyrequests|rate limit|429 Too Many Requests/i.test(message))
    return { id: 'image-rate-limited', params: about };
  if (
    /connection refused|no such host|i\/o timeout|no route to host|: EOF$|dial tcp|Client\.Timeout/.test(
      message,
    )
  ) {
    return { id: 'image-registry-unreachable', params: { ...about, registry } };
  }
  if (
    /pull access denied|authorization failed|unauthorized|authentication required|403 Forbidden/i.test(
      message,
    )
  ) {
    return { id: 'image-denied', params: about };
  }
  if (/manifest unknown|name unknown|not found|repository .*does not exist/i.test(message)) {
    return { id: 'image-missing', params: about };
  }
  return { id: 'image-pull-failed', params: { ...about, message: innermost(message) } };
}

/** Runtimes wrap an error in what they were doing; the last part says what is wrong. */
function innermost(message: string): string {
  return message
    .replace(/^.*?rpc error: code = \w+ desc = /s, '')
    .replace(/^Error response from daemon: /, '');
}
