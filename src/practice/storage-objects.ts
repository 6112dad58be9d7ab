/** Storage, as far as the practice cluster's code looks into it. */
import type { Labels, ObjectReference } from './objects.ts';
import type { NodeSelectorTerm } from './pod-objects.ts';
import type { KubeObject, ObjectMeta } from './types.ts';

export interface ClaimSpec {
  accessModes?: string[];
  resources?: { requests?: Labels; limits?: Labels };
  storageClassName?: string;
  volumeMode?: string;
  volumeName?: string;
  selector?: {
    matchLabels?: Labels;
    matchExpressions?: { key: string; operator: string; values?: string[] }[];
  };
}

export interface ClaimTemplate {
  apiVersion?: string;
  kind?: string;
  metadata: Partial<ObjectMeta> & { name: string };
  spec: ClaimSpec;
}

export interface PersistentVolumeClaim extends KubeObject {
  spec: ClaimSpec;
  status?: { phase?: 'Pending' | 'Bound' | 'Lost'; accessModes?: string[]; capacity?: Labels };
}

export interface PersistentVolume extends KubeObject {
  spec: {
    accessModes?: string[];
    capacity?: Labels;
    claimRef?: ObjectReference;
    hostPath?: { path: string; type?: string };
    local?: { path: string };
    nodeAffinity?: { required?: { nodeSelectorTerms: NodeSelectorTerm[] } };
    persistentVolumeReclaimPolicy?: string;
    storageClassName?: string;
    volumeMode?: string;
  };
  status?: {
    phase?: 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed';
    message?: string;
    lastPhaseTransitionTime?: string;
  };
}

export interface StorageClass extends KubeObject {
  provisioner: string;
  reclaimPolicy?: string;
  volumeBindingMode?: string;
  allowVolumeExpansion?: boolean;
}
