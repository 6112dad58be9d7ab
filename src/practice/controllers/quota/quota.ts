import { type ResourceQuota, usedOf } from '../../api/quota/quota.ts';
import { formatQuantity } from '../../quantity.ts';
import { copyJson } from '../../store/json.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, keyOf } from '../keys.ts';

/** Says in the status of each quota what is used of it. */
export const quotaController: ControllerDefinition = { name: 'resourcequota-controller', create };

function create({ store }: ControllerContext): Controller {
  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const quota = store.get<ResourceQuota>('ResourceQuota', namespace, name);
    if (!quota) return;
    const used = Object.entries(usedOf(store, quota)).map(([key, amount]) => [key, formatQuantity(amount)]);
    store.mutate<ResourceQuota>('ResourceQuota', namespace, name, (draft) => {
      draft.status = { hard: copyJson(draft.spec?.hard ?? {}), used: Object.fromEntries(used) };
    });
  }

  return {
    watches: {
      '*': ({ type, object }) => {
        const { namespace } = object.metadata;
        const isCounted = type !== 'MODIFIED' || changing.has(object.kind);
        if (namespace === undefined || !isCounted) return [];
        return store.list<ResourceQuota>('ResourceQuota', { namespace }).map(keyOf);
      },
    },
    sync,
  };
}

/** Kinds of which a change may take more or less of a quota. */
const changing: ReadonlySet<string> = new Set(['Pod', 'Service', 'PersistentVolumeClaim', 'ResourceQuota']);
