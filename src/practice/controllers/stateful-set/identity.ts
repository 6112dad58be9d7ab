import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet, Volume } from '../../objects.ts';
import { copyJson } from '../../store/json.ts';
import { templateOf } from '../controller-revisions.ts';
import { podFromTemplate } from '../pods.ts';

export const revisionLabel = 'controller-revision-hash';

/** The number at the end of a pod's name, if it is one that the set gives. */
export function ordinalOf(set: StatefulSet, pod: Pod): number | undefined {
  const { name } = set.metadata;
  const rest = pod.metadata.name.startsWith(`${name}-`) ? pod.metadata.name.slice(name.length + 1) : '';
  return /^(0|[1-9]\d*)$/.test(rest) ? Number(rest) : undefined;
}

export function revisionOfPod(pod: Pod): string | undefined {
  return pod.metadata.labels?.[revisionLabel];
}

/** The set's pod of this number, as `revision` has it; not stored yet. */
export function newPod(set: StatefulSet, ordinal: number, revision: ControllerRevision): Pod {
  const prefix = `${set.metadata.name}-`;
  const name = `${prefix}${ordinal}`;
  const pod = podFromTemplate(set, templateOf(revision), prefix);
  pod.metadata.name = name;
  pod.metadata.labels = {
    ...pod.metadata.labels,
    'apps.kubernetes.io/pod-index': String(ordinal),
    [revisionLabel]: revision.metadata.name,
    'statefulset.kubernetes.io/pod-name': name,
  };
  pod.spec.hostname = name;
  if (set.spec.serviceName) pod.spec.subdomain = set.spec.serviceName;
  const claimed = (set.spec.volumeClaimTemplates ?? []).map(
    (template): Volume => ({
      name: template.metadata.name,
      persistentVolumeClaim: { claimName: claimName(set, template.metadata.name, ordinal) },
    }),
  );
  const names = new Set(claimed.map((volume) => volume.name));
  const others = (pod.spec.volumes ?? []).filter((volume) => !names.has(volume.name));
  if (claimed.length > 0) pod.spec.volumes = [...claimed, ...others];
  return pod;
}

function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`;
}

/** The claims of one of the set's pods, as its templates say; not stored yet. */
export function claimsOf(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  const { namespace } = set.metadata;
  return (set.spec.volumeClaimTemplates ?? []).map(({ metadata, spec }) => {
    const { annotations } = metadata;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimName(set, metadata.name, ordinal),
        ...(namespace === undefined ? {} : { namespace }),
        uid: '',
        resourceVersion: '',
        creationTimestamp: '',
        labels: { ...metadata.labels, ...set.spec.selector.matchLabels },
        ...(annotations ? { annotations: { ...annotations } } : {}),
      },
      spec: copyJson(spec),
    };
  });
}
