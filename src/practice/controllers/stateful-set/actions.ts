import type { ControllerRevision, Pod, StatefulSet } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import { createClaim } from '../claims/create.ts';
import type { ControllerContext } from '../controller.ts';
import { createPod } from '../pods.ts';
import { claimsOf, newPod } from './identity.ts';

/** What the controller does to a set's pods, each told as an event of the set. */
export interface Actions {
  /** Makes a pod, and the claims that it needs and that are not there. @throws ApiError 403, 409 */
  create(set: StatefulSet, ordinal: number, revision: ControllerRevision): void;
  /** Makes the claims of a pod that is there, where somebody took them away. */
  restoreClaims(set: StatefulSet, ordinal: number): void;
  remove(set: StatefulSet, pod: Pod): void;
  /** Removes a pod that has ended, to make it again. */
  discard(set: StatefulSet, pod: Pod): void;
}

export function createActions({ store, clock, event }: ControllerContext): Actions {
  function restoreClaims(set: StatefulSet, ordinal: number): void {
    const { name } = set.metadata;
    for (const claim of claimsOf(set, ordinal)) {
      if (store.get('PersistentVolumeClaim', claim.metadata.namespace, claim.metadata.name)) continue;
      const what = `create Claim ${claim.metadata.name}`;
      const where = `Pod ${name}-${ordinal} in StatefulSet ${name}`;
      try {
        createClaim(store, claim);
      } catch (error) {
        const message = `${what} for ${where} failed error: ${(error as Error).message}`;
        event({ object: set, type: 'Warning', reason: 'FailedCreate', message });
        throw error;
      }
      event({ object: set, type: 'Normal', reason: 'SuccessfulCreate', message: `${what} ${where} success` });
    }
  }

  return {
    create(set, ordinal, revision) {
      restoreClaims(set, ordinal);
      const pod = newPod(set, ordinal, revision);
      const what = `create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
      try {
        createPod(store, pod);
      } catch (error) {
        const message = `${what} failed error: ${(error as Error).message}`;
        event({ object: set, type: 'Warning', reason: 'FailedCreate', message });
        throw error;
      }
      event({ object: set, type: 'Normal', reason: 'SuccessfulCreate', message: `${what} successful` });
    },
    restoreClaims,
    remove(set, pod) {
      deleteObject(store, pod, clock.now());
      const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
      event({ object: set, type: 'Normal', reason: 'SuccessfulDelete', message });
    },
    discard(set, pod) {
      const { namespace, name } = set.metadata;
      const message = `StatefulSet ${namespace}/${name} is recreating failed Pod ${pod.metadata.name}`;
      event({ object: set, type: 'Warning', reason: 'RecreatingFailedPod', message });
      deleteObject(store, pod, clock.now());
    },
  };
}
