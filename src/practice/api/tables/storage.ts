import type { KubeObject } from '../../types.ts';
import { ageColumn, type Column, nameColumn } from './column.ts';

interface Claim extends KubeObject {
  spec: { storageClassName?: string; volumeName?: string; volumeMode?: string; accessModes?: string[] };
  status?: { phase?: string; capacity?: Record<string, string>; accessModes?: string[] };
}

const shortModes: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

const modes = (list: readonly string[] = []) => list.map((mode) => shortModes[mode] ?? mode).join(',');
const phase = ({ metadata, status }: { metadata: Claim['metadata']; status?: { phase?: string } }) =>
  metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '');

const claims: Column<Claim>[] = [
  nameColumn,
  { name: 'Status', cell: phase },
  { name: 'Volume', cell: ({ spec }) => spec.volumeName ?? '' },
  {
    name: 'Capacity',
    cell: ({ spec, status }) => (spec.volumeName ? (status?.capacity?.storage ?? '') : ''),
  },
  { name: 'Access Modes', cell: ({ spec, status }) => (spec.volumeName ? modes(status?.accessModes) : '') },
  { name: 'StorageClass', cell: ({ spec }) => spec.storageClassName ?? '' },
  { name: 'VolumeAttributesClass', cell: () => '<unset>' },
  ageColumn,
  { name: 'VolumeMode', wide: true, cell: ({ spec }) => spec.volumeMode ?? '<unset>' },
];

interface Volume extends KubeObject {
  spec: {
    capacity?: Record<string, string>;
    accessModes?: string[];
    persistentVolumeReclaimPolicy?: string;
    claimRef?: { namespace: string; name: string };
    storageClassName?: string;
    volumeMode?: string;
  };
  status?: { phase?: string; reason?: string };
}

const volumes: Column<Volume>[] = [
  nameColumn,
  { name: 'Capacity', cell: ({ spec }) => spec.capacity?.storage ?? '' },
  { name: 'Access Modes', cell: ({ spec }) => modes(spec.accessModes) },
  { name: 'Reclaim Policy', cell: ({ spec }) => spec.persistentVolumeReclaimPolicy ?? '' },
  { name: 'Status', cell: phase },
  {
    name: 'Claim',
    cell: ({ spec }) => (spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : ''),
  },
  { name: 'StorageClass', cell: ({ spec }) => spec.storageClassName ?? '' },
  { name: 'VolumeAttributesClass', cell: () => '<unset>' },
  { name: 'Reason', cell: ({ status }) => status?.reason ?? '' },
  ageColumn,
  { name: 'VolumeMode', wide: true, cell: ({ spec }) => spec.volumeMode ?? '<unset>' },
];

interface StorageClass extends KubeObject {
  provisioner: string;
  reclaimPolicy?: string;
  volumeBindingMode?: string;
  allowVolumeExpansion?: boolean;
}

const storageClasses: Column<StorageClass>[] = [
  {
    ...nameColumn,
    cell: ({ metadata }) => {
      const isDefault = metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
      return isDefault ? `${metadata.name} (default)` : metadata.name;
    },
  },
  { name: 'Provisioner', cell: ({ provisioner }) => provisioner },
  { name: 'ReclaimPolicy', cell: ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete' },
  { name: 'VolumeBindingMode', cell: ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate' },
  { name: 'AllowVolumeExpansion', cell: ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false },
  ageColumn,
];

export const storageColumns = {
  persistentvolumeclaims: claims as Column[],
  persistentvolumes: volumes as Column[],
  'storageclasses.storage.k8s.io': storageClasses as Column[],
};
