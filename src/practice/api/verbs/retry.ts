import { ApiError } from '../../errors.ts';
import type { Api, Call } from '../call.ts';

/** As often as a real server tries to patch an object that changes at the same time. */
const attempts = 5;

/**
 * Does `write` again when somebody else changed its object meanwhile. What the client itself says of the version that
 * it means to change fails all the same, with the conflict that it is.
 */
export async function retrying<T>(api: Api, call: Call, write: () => Promise<T>): Promise<T> {
  const stored = () => api.store.get(call.resource.stored, call.namespace, call.name ?? '');
  for (let attempt = 1; ; attempt += 1) {
    const before = stored();
    try {
      return await write();
    } catch (error) {
      const isConflict = error instanceof ApiError && error.reason === 'Conflict';
      if (!isConflict || attempt === attempts || stored() === before) throw error;
    }
  }
}
