import { budgetStatus, type PodDisruptionBudget } from '../../api/disruption/budget.ts';
import { matchesSelector } from '../../api/selectors/labels.ts';
import type { Condition } from '../../objects.ts';
import { timestamp } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself, keyOf } from '../keys.ts';

/** Says of each disruption budget how many of its pods may be evicted now. */
export const disruptionController: ControllerDefinition = { name: 'controllermanager', create };

const kind = 'policy/PodDisruptionBudget';

function create(context: ControllerContext): Controller {
  const { store, clock } = context;

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const budget = store.get<PodDisruptionBudget>(kind, namespace, name);
    if (!budget) return;
    const counted = budgetStatus(store, budget);
    if (counted.expectedPods === 0) {
      const message = 'No matching pods found';
      context.event({ object: budget, type: 'Normal', reason: 'NoPods', message });
    }
    store.mutate<PodDisruptionBudget>(kind, namespace, name, (draft) => {
      const { generation = 1 } = draft.metadata;
      const [before] = (draft.status?.conditions ?? []) as Condition[];
      const isEnough = counted.disruptionsAllowed > 0;
      const status = isEnough ? 'True' : 'False';
      const since = before?.status === status ? before.lastTransitionTime : undefined;
      const condition = {
        type: 'DisruptionAllowed',
        status,
        observedGeneration: generation,
        lastTransitionTime: since ?? timestamp(clock.now()),
        reason: isEnough ? 'SufficientPods' : 'InsufficientPods',
        message: '',
      };
      draft.status = { ...counted, observedGeneration: generation, conditions: [condition] };
    });
  }

  function ofNamespace(object: KubeObject): string[] {
    const budgets = store.list<PodDisruptionBudget>(kind, { namespace: object.metadata.namespace ?? '' });
    return budgets.map(keyOf);
  }

  return {
    watches: {
      [kind]: (change) => (change.type === 'DELETED' ? [] : itself(change)),
      Pod: ({ object }) =>
        store
          .list<PodDisruptionBudget>(kind, { namespace: object.metadata.namespace ?? '' })
          .filter(({ spec }) => matchesSelector(spec?.selector, object.metadata.labels))
          .map(keyOf),
      'apps/Deployment': ({ object }) => ofNamespace(object),
      'apps/ReplicaSet': ({ object }) => ofNamespace(object),
      'apps/StatefulSet': ({ object }) => ofNamespace(object),
    },
    sync,
  };
}
