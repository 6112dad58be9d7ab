import type { Clock } from '../../../base/clock.ts';
import type { NamedImageStore } from '../../node/images/store.ts';
import type { PodFolders } from '../../node/kubelet/folders.ts';
import type { Launcher } from '../../node/runtime/process.ts';
import type { Fabric, Station } from './fabric.ts';
import type { Networks } from './networks.ts';
import type { Publisher } from './publish.ts';
import type { Volumes } from './volumes.ts';

/** What the engine's containers work with. */
export interface ContainerContext {
  readonly clock: Clock;
  readonly images: NamedImageStore;
  readonly launcher: Launcher;
  readonly folders: PodFolders;
  readonly networks: Networks;
  readonly volumes: Volumes;
  readonly fabric: Fabric;
  readonly publisher: Publisher;
  /** Memory of this machine, in bytes. */
  readonly memory: number;
  /** The container of that name or ID. @throws EngineError 404 */
  find(name: string): { readonly station: Station | undefined; readonly running: boolean };
  save(): void;
}
