import { type Dict, dictAt, isDict, listAt, textAt } from '../api/objects.ts';
import type { Description } from './writer.ts';

/** The volumes of a pod or of its template. @param space before the heading, inside a template */
export function describeVolumes(w: Description, volumes: readonly Dict[], space = ''): void {
  if (volumes.length === 0) {
    w.line(0, `${space}Volumes:`, '<none>');
    return;
  }
  w.line(0, `${space}Volumes:`);
  for (const volume of volumes) {
    w.line(1, `${space === '' ? '' : ' '}${textAt(volume, 'name')}:`);
    describeSource(w, volume);
  }
}

type Source = (w: Description, source: Dict) => void;

/** A source that is a type and some of its fields. */
function simple(type: string, fields: Readonly<Record<string, (source: Dict) => unknown>>): Source {
  return (w, source) => {
    w.line(2, 'Type:', type);
    for (const [title, read] of Object.entries(fields)) w.line(2, `${title}:`, read(source));
  };
}

const text = (field: string) => (source: Dict) => textAt(source, field);
const flag = (field: string) => (source: Dict) => source[field] === true;

const SOURCES: Readonly<Record<string, Source>> = {
  hostPath: simple('HostPath (bare host directory volume)', {
    Path: text('path'),
    HostPathType: text('type'),
  }),
  emptyDir: simple("EmptyDir (a temporary directory that shares a pod's lifetime)", {
    Medium: text('medium'),
    SizeLimit: (source) => textAt(source, 'sizeLimit') || '<unset>',
  }),
  secret: simple('Secret (a volume populated by a Secret)', {
    SecretName: text('secretName'),
    Optional: flag('optional'),
  }),
  configMap: simple('ConfigMap (a volume populated by a ConfigMap)', {
    Name: text('name'),
    Optional: flag('optional'),
  }),
  nfs: simple('NFS (an NFS mount that lasts the lifetime of a pod)', {
    Server: text('server'),
    Path: text('path'),
    ReadOnly: flag('readOnly'),
  }),
  persistentVolumeClaim: simple(
    'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    {
      ClaimName: text('claimName'),
      ReadOnly: flag('readOnly'),
    },
  ),
  local: simple('LocalVolume (a persistent volume backed by local storage on a node)', {
    Path: text('path'),
  }),
  image: simple('Image (a container image or OCI artifact)', {
    Reference: text('reference'),
    PullPolicy: text('pullPolicy'),
  }),
  csi: simple('CSI (a Container Storage Interface (CSI) volume source)', {
    Driver: text('driver'),
    FSType: text('fsType'),
    VolumeHandle: text('volumeHandle'),
    ReadOnly: flag('readOnly'),
  }),
  projected: describeProjected,
  downwardAPI: describeDownward,
};

/** The lines of a volume's source, or of a persistent volume's. */
export function describeSource(w: Description, volume: Dict): void {
  for (const [kind, describe] of Object.entries(SOURCES)) {
    const source = volume[kind];
    if (isDict(source)) {
      describe(w, source);
      return;
    }
  }
  w.line(1, '<unknown>');
}

function describeProjected(w: Description, source: Dict): void {
  w.line(2, 'Type:', 'Projected (a volume that contains injected data from multiple sources)');
  for (const one of listAt(source, 'sources')) {
    if (isDict(one.secret)) {
      w.line(2, 'SecretName:', textAt(one.secret, 'name'));
      w.line(2, 'Optional:', one.secret.optional === true);
    } else if (one.downwardAPI) {
      w.line(2, 'DownwardAPI:', 'true');
    } else if (isDict(one.configMap)) {
      w.line(2, 'ConfigMapName:', textAt(one.configMap, 'name'));
      w.line(2, 'Optional:', one.configMap.optional === true);
    } else if (isDict(one.serviceAccountToken)) {
      w.line(2, 'TokenExpirationSeconds:', textAt(one.serviceAccountToken, 'expirationSeconds'));
    }
  }
}

function describeDownward(w: Description, source: Dict): void {
  w.line(2, 'Type:', 'DownwardAPI (a volume populated by information about the pod)');
  w.line(2, 'Items:');
  for (const item of listAt(source, 'items')) {
    const field =
      textAt(dictAt(item, 'fieldRef'), 'fieldPath') || textAt(dictAt(item, 'resourceFieldRef'), 'resource');
    w.line(3, `${field} -> ${textAt(item, 'path')}`);
  }
}
