import type { Container, Pod } from '../../objects.ts';
import type { Image } from '../images/types.ts';
import type { ContainerPaths } from '../runtime/container-paths.ts';
import { findUser, type User } from '../runtime/user.ts';
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

/** Whom a container runs as: what it says itself goes before what its pod says, and both before its image. */
export function userOf(pod: Pod, spec: Container, { config }: Image, paths: ContainerPaths): User {
  const whole = pod.spec.securityContext ?? {};
  const { runAsUser: uid, runAsGroup: gid } = { ...whole, ...spec.securityContext };
  const { fsGroup, supplementalGroups = [] } = whole;
  const groups = [...(fsGroup === undefined ? [] : [fsGroup]), ...(supplementalGroups as unknown[])];
  return findUser(paths, {
    image: config.User,
    uid: uid as number | undefined,
    gid: gid as number | undefined,
    groups: groups as number[],
  });
}
