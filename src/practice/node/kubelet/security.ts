import type { Container, Pod } from '../../objects.ts';
import type { Image } from '../images/types.ts';
import { ConfigError } from './environment.ts';

/** Whom a container must not run as, as its pod says. @throws ConfigError in the kubelet's words */
export function checkUser(pod: Pod, spec: Container, image: Image): void {
  const context = { ...pod.spec.securityContext, ...spec.securityContext };
  if (context.runAsNonRoot !== true) return;
  const { name, namespace, uid } = pod.metadata;
  const place = `(pod: "${name}_${namespace}(${uid})", container: ${spec.name})`;
  if (context.runAsUser === 0) throw new ConfigError(`container's runAsUser breaks non-root policy ${place}`);
  if (context.runAsUser !== undefined) return;
  const [user = ''] = (image.config.User ?? '').split(':');
  if (user === '' || user === '0' || user === 'root')
    throw new ConfigError(`container has runAsNonRoot and image will run as root ${place}`);
  if (/^\d+$/.test(user)) return;
  throw new ConfigError(
    `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root ${place}`,
  );
}
