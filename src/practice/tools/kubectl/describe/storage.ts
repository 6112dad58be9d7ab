import { canonicalQuantity } from '../../../quantity.ts';
import { resourcePath } from '../api/discovery.ts';
import { at, type Dict, dictAt, type KubeObject, listAt, nameOf, textAt } from '../api/objects.ts';
import { fetchList } from '../resources/selection.ts';
import type { Session } from '../session.ts';
import { ago } from '../values/duration.ts';
import { describeEvents, eventsOf } from './events.ts';
import { has, header, labelsAndAnnotations, multiline, plainSelector } from './metadata.ts';
import { describeSource } from './volumes.ts';
import { type Description, longTime, trueOrFalse } from './writer.ts';

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

const accessModes = (list: readonly string[]): string =>
  [...new Set(list)].map((mode) => MODES[mode] ?? mode).join(',');
const finalizers = (object: KubeObject): string => `[${(object.metadata?.finalizers ?? []).join(' ')}]`;

function status(w: Description, object: KubeObject): void {
  const deleted = object.metadata?.deletionTimestamp;
  w.line(0, 'Status:', deleted ? `Terminating (lasts ${ago(deleted)})` : textAt(object, 'status', 'phase'));
}

export async function describeVolume(
  w: Description,
  session: Session,
  volume: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(volume, 'spec');
  w.line(0, 'Name:', nameOf(volume));
  labelsAndAnnotations(w, volume);
  w.line(0, 'Finalizers:', finalizers(volume));
  w.line(0, 'StorageClass:', textAt(spec, 'storageClassName'));
  status(w, volume);
  w.line(
    0,
    'Claim:',
    spec.claimRef ? `${textAt(spec, 'claimRef', 'namespace')}/${textAt(spec, 'claimRef', 'name')}` : '',
  );
  w.line(0, 'Reclaim Policy:', textAt(spec, 'persistentVolumeReclaimPolicy'));
  w.line(0, 'Access Modes:', accessModes(listAt(spec, 'accessModes')));
  w.lineIf(spec.volumeMode, 0, 'VolumeMode:');
  w.line(0, 'Capacity:', canonicalQuantity(textAt(spec, 'capacity', 'storage')));
  nodeAffinity(w, at(spec, 'nodeAffinity', 'required'));
  w.line(0, 'Message:', textAt(volume, 'status', 'message'));
  w.line(0, 'Source:');
  describeSource(w, spec);
  if (withEvents) describeEvents(w, await eventsOf(session, volume));
}

function nodeAffinity(w: Description, required: unknown): void {
  if (!required) {
    w.line(0, 'Node Affinity:', '<none>');
    return;
  }
  const terms = listAt(required, 'nodeSelectorTerms');
  w.line(0, 'Node Affinity:', '');
  w.line(1, 'Required Terms:', terms.length === 0 ? '<none>' : '');
  for (const [index, term] of terms.entries()) {
    const lines = listAt(term, 'matchExpressions').map((one) => {
      const values = listAt<string>(one, 'values');
      return `${textAt(one, 'key')} ${textAt(one, 'operator').toLowerCase()}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`;
    });
    multiline(w, `Term ${index}`, lines, '    ');
  }
}

export async function describeClaim(
  w: Description,
  session: Session,
  claim: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(claim, 'spec');
  header(w, claim);
  w.line(0, 'StorageClass:', textAt(spec, 'storageClassName'));
  status(w, claim);
  w.line(0, 'Volume:', textAt(spec, 'volumeName'));
  labelsAndAnnotations(w, claim);
  w.line(0, 'Finalizers:', finalizers(claim));
  const bound = Boolean(spec.volumeName);
  w.line(
    0,
    'Capacity:',
    bound ? canonicalQuantity(textAt(claim, 'status', 'capacity', 'storage') || '0') : '',
  );
  w.line(0, 'Access Modes:', bound ? accessModes(listAt(claim, 'status', 'accessModes')) : '');
  w.lineIf(spec.volumeMode, 0, 'VolumeMode:');
  if (spec.dataSource) {
    w.line(0, 'DataSource:');
    w.lineIf(at(spec, 'dataSource', 'apiGroup'), 1, 'APIGroup:');
    w.line(1, 'Kind:', textAt(spec, 'dataSource', 'kind'));
    w.line(1, 'Name:', textAt(spec, 'dataSource', 'name'));
  }
  const pods = await session.discovery.resolve('pods');
  const { items } = await fetchList(session, resourcePath(pods, claim.metadata?.namespace), {});
  const users = items.filter((pod) =>
    listAt(pod, 'spec', 'volumes').some(
      (one) => at(one, 'persistentVolumeClaim', 'claimName') === nameOf(claim),
    ),
  );
  multiline(w, 'Used By', users.map(nameOf).sort());
  conditions(w, listAt(claim, 'status', 'conditions'));
  if (withEvents) describeEvents(w, await eventsOf(session, claim));
}

function conditions(w: Description, list: readonly Dict[]): void {
  if (list.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'LastProbeTime', 'LastTransitionTime', 'Reason', 'Message');
  w.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  for (const one of list) {
    const times = [longTime(one.lastProbeTime), longTime(one.lastTransitionTime)];
    const cells = [textAt(one, 'type'), textAt(one, 'status'), ...times, textAt(one, 'reason')];
    w.line(1, ...cells.map((cell) => `${cell} `), textAt(one, 'message'));
  }
}

export async function describeStorageClass(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const annotations = object.metadata?.annotations ?? {};
  const isDefault = [
    'storageclass.kubernetes.io/is-default-class',
    'storageclass.beta.kubernetes.io/is-default-class',
  ].some((key) => annotations[key] === 'true');
  w.line(0, 'Name:', nameOf(object));
  w.line(0, 'IsDefaultClass:', isDefault ? 'Yes' : 'No');
  w.line(0, 'Annotations:', plainSelector(annotations));
  w.line(0, 'Provisioner:', textAt(object, 'provisioner'));
  w.line(0, 'Parameters:', plainSelector(object.parameters));
  w.line(
    0,
    'AllowVolumeExpansion:',
    has(object, 'allowVolumeExpansion') ? trueOrFalse(object.allowVolumeExpansion) : '<unset>',
  );
  const options = listAt<string>(object, 'mountOptions');
  w.line(0, 'MountOptions:', ...(options.length === 0 ? ['<none>'] : []));
  for (const option of options) w.line(1, option);
  w.lineIf(object.reclaimPolicy, 0, 'ReclaimPolicy:');
  w.lineIf(object.volumeBindingMode, 0, 'VolumeBindingMode:');
  if (withEvents) describeEvents(w, await eventsOf(session, object));
}
