import type { GroupKind } from '../types.ts';
import type { Controller, ControllerContext, ControllerDefinition } from './controller.ts';
import { fromKey, keyOf } from './keys.ts';

/** Says of what is stored and has no effect here that it is so: in events, where a learner looks for the reason. */
export const storedOnlyController: ControllerDefinition = { name: 'practice-cluster', create };

const notes: Readonly<Record<GroupKind, { reason: string; message: string }>> = {
  'networking.k8s.io/Ingress': {
    reason: 'NotServed',
    message:
      'The practice cluster stores Ingresses, and has no ingress controller that answers for them. A Service of type NodePort, or kubectl port-forward, makes a workload answer on this machine.',
  },
  'networking.k8s.io/NetworkPolicy': {
    reason: 'NotEnforced',
    message:
      'The practice cluster stores NetworkPolicies, and does not enforce them: every pod reaches every other.',
  },
};

function create({ store, event }: ControllerContext): Controller {
  /** Keys are of several kinds. */
  const separator = ' ';
  const watches: Record<string, Controller['watches'][string]> = {};
  for (const kind of Object.keys(notes))
    watches[kind] = ({ type, object, revision }) =>
      // Not again when the cluster is started again.
      type === 'ADDED' && revision > 0 ? [`${kind}${separator}${keyOf(object)}`] : [];

  function sync(key: string): void {
    const [kind = '', place = ''] = key.split(separator);
    const { namespace, name } = fromKey(place);
    const object = store.get(kind, namespace, name);
    const note = notes[kind];
    if (object && note) event({ object, type: 'Warning', ...note });
  }

  return { watches, sync };
}
