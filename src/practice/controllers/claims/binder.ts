import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../objects.ts';
import type { ControllerContext } from '../controller.ts';
import { bind } from './binding.ts';
import { bestVolume, claimNames, classOf, isReservedFor, waitsForConsumer } from './objects.ts';
import { canProvision, provision } from './provisioner.ts';

const volumes = 'PersistentVolume';
const claims = 'PersistentVolumeClaim';

/** Gives every claim a volume: one that is there, or a new one by its class. */
export function createBinder(context: ControllerContext): (namespace: string, name: string) => void {
  const { store } = context;

  function give(namespace: string, name: string): void {
    const claim = store.get<PersistentVolumeClaim>(claims, namespace, name);
    if (!claim || claim.metadata.deletionTimestamp) return;
    const { volumeName } = claim.spec;
    if (claim.status?.phase === 'Bound') checkVolume(claim);
    else if (volumeName !== undefined) {
      const volume = store.get<PersistentVolume>(volumes, undefined, volumeName);
      if (volume && (!volume.spec.claimRef || isReservedFor(volume, claim))) bind(store, claim, volume);
    } else search(claim);
  }

  function checkVolume(claim: PersistentVolumeClaim): void {
    if (store.get(volumes, undefined, claim.spec.volumeName ?? '')) return;
    const { namespace, name } = claim.metadata;
    store.mutate<PersistentVolumeClaim>(claims, namespace, name, (draft) => {
      draft.status = { ...draft.status, phase: 'Lost' };
    });
    warn(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  }

  function search(claim: PersistentVolumeClaim): void {
    const volume = bestVolume(store.list<PersistentVolume>(volumes), claim);
    const isReserved = volume !== undefined && isReservedFor(volume, claim);
    if (waitsForConsumer(store, claim) && !isReserved && !hasConsumer(claim)) {
      const message = 'waiting for first consumer to be created before binding';
      context.event({ object: claim, type: 'Normal', reason: 'WaitForFirstConsumer', message });
    } else if (volume) bind(store, claim, volume);
    else ask(claim);
  }

  function ask(claim: PersistentVolumeClaim): void {
    const { storageClassName } = claim.spec;
    if (!storageClassName) {
      const message = 'no persistent volumes available for this claim and no storage class is set';
      context.event({ object: claim, type: 'Normal', reason: 'FailedBinding', message });
      return;
    }
    const storageClass = classOf(store, claim);
    if (!storageClass) {
      warn(claim, 'ProvisioningFailed', `storageclass.storage.k8s.io "${storageClassName}" not found`);
      return;
    }
    const { provisioner } = storageClass;
    if (provisioner.startsWith('kubernetes.io/')) {
      warn(claim, 'ProvisioningFailed', `no volume plugin matched name: ${provisioner}`);
      return;
    }
    const named = nameProvisioner(claim, provisioner);
    const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    context.event({ object: claim, type: 'Normal', reason: 'ExternalProvisioning', message });
    if (canProvision(storageClass)) provision(store, named, storageClass);
  }

  function nameProvisioner(claim: PersistentVolumeClaim, provisioner: string): PersistentVolumeClaim {
    const { namespace, name } = claim.metadata;
    const named = store.mutate<PersistentVolumeClaim>(claims, namespace, name, ({ metadata }) => {
      metadata.annotations = {
        ...metadata.annotations,
        'volume.beta.kubernetes.io/storage-provisioner': provisioner,
        'volume.kubernetes.io/storage-provisioner': provisioner,
      };
    });
    return named ?? claim;
  }

  function hasConsumer({ metadata: { namespace, name } }: PersistentVolumeClaim): boolean {
    const pods = store.list<Pod>('Pod', namespace === undefined ? {} : { namespace });
    return pods.some((pod) => claimNames(pod).includes(name));
  }

  function warn(object: PersistentVolumeClaim, reason: string, message: string): void {
    context.event({ object, type: 'Warning', reason, message });
  }

  return give;
}
