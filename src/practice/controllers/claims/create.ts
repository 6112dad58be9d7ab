import { admitQuota } from '../../api/admission/quota.ts';
import { admitClaim } from '../../api/admission/storage.ts';
import { applyDefaults } from '../../api/defaults/defaults.ts';
import type { PersistentVolumeClaim } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';

/** Stores a new claim, as the API would take it from a client. @throws ApiError 403 */
export function createClaim(store: ClusterStore, claim: PersistentVolumeClaim): PersistentVolumeClaim {
  applyDefaults(claim);
  admitClaim({ store }, claim, undefined);
  admitQuota(store, claim, undefined);
  return store.create(claim);
}
