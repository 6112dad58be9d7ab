import type { Clock } from '../../../base/clock.ts';
import { recordEvent } from '../../controllers/events.ts';
import type { Pod } from '../../objects.ts';
import type { Store } from '../../types.ts';
import type { ImageStore } from '../images/types.ts';
import type { Network } from '../network/network.ts';
import type { Launcher } from '../runtime/process.ts';
import type { PodFolders } from './folders.ts';
import type { ImagePuller } from './image-puller.ts';

/** What the parts of a kubelet work with. */
export interface KubeletContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly images: ImageStore;
  readonly puller: ImagePuller;
  readonly network: Network;
  readonly launcher: Launcher;
  readonly folders: PodFolders;
  /** What stands for a service account at the API. */
  readonly tokenOf: (namespace: string, account: string) => string;
  /** The node's name. */
  readonly node: string;
  /** Its number in the cluster; the first is 1. */
  readonly number: number;
}

/** As the kubelet tells `kubectl describe pod` of what it did. */
export function podEvent(
  { store, node }: KubeletContext,
  pod: Pod,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  fieldPath?: string,
): void {
  recordEvent(store, {
    object: pod,
    type,
    reason,
    message,
    source: { component: 'kubelet', host: node },
    ...(fieldPath === undefined ? {} : { fieldPath }),
  });
}

/** RFC 3339 in whole seconds, as metav1.Time. */
export function timestamp(clock: Clock): string {
  return `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
}
