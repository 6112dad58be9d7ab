import type { ConfigMap, KeyToPath, Pod, Secret, Volume } from '../../objects.ts';
import type { Store } from '../../types.ts';
import { podField } from './downward.ts';

/** A volume is not there yet; `message` is the kubelet's. */
export class MountError extends Error {
  constructor(volume: string, why: string) {
    super(`MountVolume.SetUp failed for volume "${volume}" : ${why}`);
  }
}

interface Source {
  configMap?: { name: string; items?: KeyToPath[]; optional?: boolean };
  secret?: { name?: string; secretName?: string; items?: KeyToPath[]; optional?: boolean };
  downwardAPI?: { items?: { path: string; fieldRef?: { fieldPath: string } }[] };
  serviceAccountToken?: { path: string };
}

/** The files of a volume that shows objects; undefined for one that holds data. @throws MountError */
export function volumeFiles(store: Store, pod: Pod, volume: Volume): Map<string, Buffer> | undefined {
  if (volume.projected) {
    const files = new Map<string, Buffer>();
    for (const source of (volume.projected.sources ?? []) as Source[]) {
      for (const [name, content] of filesOf(store, pod, volume.name, source)) files.set(name, content);
    }
    return files;
  }
  const { configMap, secret, downwardAPI } = volume;
  if (!configMap && !secret && !downwardAPI) return undefined;
  return filesOf(store, pod, volume.name, volume as Source);
}

function filesOf(store: Store, pod: Pod, volume: string, source: Source): Map<string, Buffer> {
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  const { namespace = 'default' } = pod.metadata;
  if (configMap) {
    const found = store.get<ConfigMap>('ConfigMap', namespace, configMap.name);
    // Every pod asks for the cluster's certificate, and none can use it here: the API speaks no TLS.
    const isOptional = configMap.optional || configMap.name === 'kube-root-ca.crt';
    if (!found && !isOptional) throw new MountError(volume, `configmap "${configMap.name}" not found`);
    const data = Object.entries(found?.data ?? {}).map(([key, text]) => [key, Buffer.from(text)] as const);
    return chosen(new Map([...data, ...decoded(found?.binaryData)]), configMap.items);
  }
  if (secret) {
    const name = secret.secretName ?? secret.name ?? '';
    const found = store.get<Secret>('Secret', namespace, name);
    if (!found && !secret.optional) throw new MountError(volume, `secret "${name}" not found`);
    return chosen(new Map(decoded(found?.data)), secret.items);
  }
  if (downwardAPI) {
    const items = downwardAPI.items ?? [];
    return new Map(
      items.map((item) => [item.path, Buffer.from(podField(pod, item.fieldRef?.fieldPath ?? ''))]),
    );
  }
  if (serviceAccountToken)
    return new Map([[serviceAccountToken.path, Buffer.from('practice-cluster-token')]]);
  return new Map();
}

function decoded(data: Record<string, string> | undefined): [string, Buffer][] {
  return Object.entries(data ?? {}).map(([key, text]) => [key, Buffer.from(text, 'base64')]);
}

function chosen(data: Map<string, Buffer>, items: KeyToPath[] | undefined): Map<string, Buffer> {
  if (!items) return data;
  return new Map(
    items.flatMap(({ key, path }) => {
      const content = data.get(key);
      return content ? [[path, content] as const] : [];
    }),
  );
}
