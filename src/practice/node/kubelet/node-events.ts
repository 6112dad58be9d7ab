import { recordEvent } from '../../controllers/events.ts';
import type { Node } from '../../objects.ts';
import type { KubeObject } from '../../types.ts';
import type { KubeletContext } from './context.ts';

type Context = Pick<KubeletContext, 'store' | 'node'>;

/** What `kubectl describe node` shows of a node that has come up. */
export function tellOfStart({ store, node: name }: Context): void {
  const node = store.get<Node>('Node', undefined, name);
  if (!node) return;
  const tell = teller({ store, node: name });
  const status = (reason: string) => tell(node, reason, statusMessage(name, reason));
  tell(node, 'Starting', 'Starting kubelet.');
  for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'])
    status(reason);
  tell(node, 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
  status('NodeReady');
  const message = `Node ${name} event: Registered Node ${name} in Controller`;
  const source = { component: 'node-controller' };
  recordEvent(store, { object: node, type: 'Normal', reason: 'RegisteredNode', message, source });
  recordEvent(store, {
    object: node,
    type: 'Normal',
    reason: 'Starting',
    message: '',
    source: { component: 'kube-proxy' },
  });
}

/** Tells when the node is cordoned, and when it no longer is. Returns the call that ends it. */
export function tellOfCordons({ store, node: name }: Context): () => void {
  const tell = teller({ store, node: name });
  const isCordoned = () => store.get<Node>('Node', undefined, name)?.spec.unschedulable === true;
  let before = isCordoned();
  return store.subscribe('Node', ({ object }) => {
    if (object.metadata.name !== name || isCordoned() === before) return;
    before = !before;
    const reason = before ? 'NodeNotSchedulable' : 'NodeSchedulable';
    tell(object, reason, statusMessage(name, reason));
  });
}

const statusMessage = (name: string, reason: string) => `Node ${name} status is now: ${reason}`;

/** A kubelet does not know its node's uid, and gives the name for it. */
function teller({ store, node }: Context) {
  return (object: KubeObject, reason: string, message: string) =>
    recordEvent(store, {
      object: { ...object, metadata: { ...object.metadata, uid: node } },
      type: 'Normal',
      reason,
      message,
      source: { component: 'kubelet', host: node },
    });
}
