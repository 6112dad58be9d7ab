import type { ConfigMap, DownwardFile, KeyToPath, Pod, Secret, Volume } from '../../objects.ts';
import type { Store } from '../../types.ts';
import { containerResource, podField } from './downward.ts';
import type { ShownFile } from './shown-files.ts';

/** A volume is not there yet; `message` is the kubelet's. */
export class MountError extends Error {
  constructor(volume: string, why: string) {
    super(`MountVolume.SetUp failed for volume "${volume}" : ${why}`);
  }
}

interface Source {
  configMap?: { name: string; items?: KeyToPath[]; optional?: boolean };
  secret?: { name?: string; secretName?: string; items?: KeyToPath[]; optional?: boolean };
  downwardAPI?: { items?: DownwardFile[] };
  serviceAccountToken?: { path: string };
}

/** Where a kubelet has what pods are shown. */
export interface Sources {
  readonly store: Store;
  /** What stands for a service account at the API. */
  readonly tokenOf: (namespace: string, account: string) => string;
}

/** What the files of a volume are taken from, and for whom. */
interface Shown extends Sources {
  pod: Pod;
  volume: string;
  defaultMode: number;
}

type Files = Map<string, ShownFile>;

const usualMode = 0o644;

/** The files of a volume that shows objects; undefined for one that holds data. @throws MountError */
export function volumeFiles(sources: Sources, pod: Pod, volume: Volume): Files | undefined {
  const { projected, configMap, secret, downwardAPI } = volume;
  const shown = (defaultMode = usualMode): Shown => ({ ...sources, pod, volume: volume.name, defaultMode });
  if (projected) {
    const files: Files = new Map();
    for (const source of (projected.sources ?? []) as Source[])
      for (const [name, file] of filesOf(shown(projected.defaultMode), source)) files.set(name, file);
    return files;
  }
  const source = configMap ?? secret ?? downwardAPI;
  return source && filesOf(shown(source.defaultMode), volume as Source);
}

function filesOf(shown: Shown, source: Source): Files {
  const { store, pod, volume, defaultMode: mode } = shown;
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  const { namespace = 'default' } = pod.metadata;
  if (configMap) {
    const found = store.get<ConfigMap>('ConfigMap', namespace, configMap.name);
    // Every pod asks for the cluster's certificate, and most need none: one that somebody has deleted keeps no pod back.
    const isOptional = configMap.optional || configMap.name === 'kube-root-ca.crt';
    if (!found && !isOptional) throw new MountError(volume, `configmap "${configMap.name}" not found`);
    const data = Object.entries(found?.data ?? {}).map(([key, text]) => [key, Buffer.from(text)] as const);
    const all = new Map([...data, ...decoded(found?.binaryData)]);
    return chosen(shown, 'config', all, { ...configMap, optional: isOptional });
  }
  if (secret) {
    const name = secret.secretName ?? secret.name ?? '';
    const found = store.get<Secret>('Secret', namespace, name);
    if (!found && !secret.optional) throw new MountError(volume, `secret "${name}" not found`);
    return chosen(shown, 'secret', new Map(decoded(found?.data)), secret);
  }
  if (downwardAPI) {
    return new Map(
      (downwardAPI.items ?? []).map((item) => [
        item.path,
        { content: Buffer.from(ofPod(shown, item)), mode: item.mode ?? mode },
      ]),
    );
  }
  if (serviceAccountToken) {
    const token = shown.tokenOf(namespace, pod.spec.serviceAccountName ?? 'default');
    return new Map([[serviceAccountToken.path, { content: Buffer.from(token), mode }]]);
  }
  return new Map();
}

function ofPod({ store, pod }: Shown, { fieldRef, resourceFieldRef }: DownwardFile): string {
  if (!resourceFieldRef) return podField(pod, fieldRef?.fieldPath ?? '');
  const container = pod.spec.containers.find(({ name }) => name === resourceFieldRef.containerName);
  return container ? containerResource(store, pod, container, resourceFieldRef) : '';
}

function decoded(data: Record<string, string> | undefined): [string, Buffer][] {
  return Object.entries(data ?? {}).map(([key, text]) => [key, Buffer.from(text, 'base64')]);
}

/** Those that `items` names, at the paths that it gives; all under their keys without it. @throws MountError */
function chosen(
  { volume, defaultMode }: Shown,
  kind: 'config' | 'secret',
  data: Map<string, Buffer>,
  { items, optional }: { items?: KeyToPath[]; optional?: boolean },
): Files {
  const wanted = items ?? [...data.keys()].map((key): KeyToPath => ({ key, path: key }));
  const files: Files = new Map();
  for (const { key, path, mode = defaultMode } of wanted) {
    const content = data.get(key);
    if (content) files.set(path, { content, mode });
    else if (!optional) {
      const whose =
        kind === 'config'
          ? 'configmap references non-existent config key'
          : 'references non-existent secret key';
      throw new MountError(volume, `${whose}: ${key}`);
    }
  }
  return files;
}
