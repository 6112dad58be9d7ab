import { InvalidReference, parseReference } from '../../node/images/reference.ts';
import { DockerError } from './errors.ts';

export interface CheckedName {
  /** `docker.io/library/busybox:latest`, `127.0.0.1:31234/rng:v0.1`. */
  full: string;
  /** As people write it, with its tag. */
  familiar: string;
  tagged: boolean;
}

/** Checks a name before the engine is asked. @throws DockerError */
export function checkedName(name: string): CheckedName {
  try {
    const { host, path, familiar, tag, digest, tagged } = parseReference(name);
    const suffix = digest === undefined ? `:${tag}` : `@${digest}`;
    return {
      full: `${host}/${path}${suffix}`,
      familiar: familiar + suffix,
      tagged: tagged || digest !== undefined,
    };
  } catch (error) {
    if (error instanceof InvalidReference) throw new DockerError(error.message);
    throw error;
  }
}
