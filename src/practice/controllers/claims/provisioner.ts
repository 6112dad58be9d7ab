import { admitVolume } from '../../api/admission/storage.ts';
import { applyDefaults } from '../../api/defaults/defaults.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import { recordEvent } from '../events.ts';

/** As minikube's: a folder of the node for every claim. */
const provisioner = 'k8s.io/minikube-hostpath';
const folder = '/tmp/hostpath-provisioner';

export function canProvision(storageClass: StorageClass): boolean {
  return storageClass.provisioner === provisioner;
}

/** The class that claims are of which name none. It is there whenever the cluster starts. */
export function ensureDefaultClass(store: ClusterStore): void {
  if (store.get('storage.k8s.io/StorageClass', undefined, 'standard')) return;
  store.create<StorageClass>({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'standard',
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      labels: { 'addonmanager.kubernetes.io/mode': 'EnsureExists' },
    },
    provisioner,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
  });
}

/** Makes a volume for a claim, which the binder then joins. */
export function provision(
  store: ClusterStore,
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
): void {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const source = { component: `${provisioner}_minikube_${storageClass.metadata.uid}` };
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    recordEvent(store, { object: claim, type, reason, message, source });
  if (claim.spec.volumeMode === 'Block') {
    const why = `${provisioner} does not support block volume provisioning`;
    const message = `failed to provision volume with StorageClass "${storageClass.metadata.name}": ${why}`;
    tell('Warning', 'ProvisioningFailed', message);
    return;
  }
  tell(
    'Normal',
    'Provisioning',
    `External provisioner is provisioning volume for claim "${namespace}/${name}"`,
  );
  const volume: PersistentVolume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pvc-${uid}`,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      annotations: {
        hostPathProvisionerIdentity: storageClass.metadata.uid,
        'pv.kubernetes.io/provisioned-by': provisioner,
      },
    },
    spec: {
      accessModes: [...(claim.spec.accessModes ?? [])],
      capacity: { storage: claim.spec.resources?.requests?.storage ?? '0' },
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        ...(namespace === undefined ? {} : { namespace }),
        resourceVersion,
        uid,
      },
      hostPath: { path: `${folder}/${namespace}/${name}`, type: '' },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
    },
  };
  applyDefaults(volume);
  admitVolume({ store }, volume, undefined);
  if (!store.get('PersistentVolume', undefined, volume.metadata.name)) store.create(volume);
  tell('Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${volume.metadata.name}`);
}
