import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type KubeObject, nameOf } from '../api/objects.ts';
import { KubectlError } from '../errors.ts';
import { readManifests } from '../resources/files.ts';
import { contentHash, generate } from './generate.ts';
import { type Kustomization, readKustomization } from './kustomization.ts';
import { rename } from './names.ts';
import { patchObjects } from './patch.ts';
import { addLabels, changeImages, changeReplicas, inNamespace } from './transform.ts';

/** What is built so far, and which of it gets a hash of its content into its name in the end. */
interface Built {
  objects: KubeObject[];
  hashed: Set<KubeObject>;
}

/** The objects of a folder with a kustomization, in the order in which they are to be created. @throws KubectlError */
export async function kustomize(folder: string, warn: (text: string) => void): Promise<KubeObject[]> {
  if (!existsSync(folder)) {
    throw new KubectlError(
      `error: must build at directory: not a valid directory: evalsymlink failure on '${folder}' : lstat ${resolve(folder)}: no such file or directory`,
    );
  }
  const { objects, hashed } = await build(folder, warn, []);
  rename(objects, (object) => `${nameOf(object)}${hashed.has(object) ? `-${contentHash(object)}` : ''}`);
  return objects
    .map((object, index) => ({ object, index }))
    .sort((a, b) => rank(a.object) - rank(b.object) || a.index - b.index)
    .map(({ object }) => object);
}

async function build(
  folder: string,
  warn: (text: string) => void,
  within: readonly string[],
): Promise<Built> {
  const settings = readKustomization(folder);
  if (settings.commonLabels) {
    warn(
      "# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n",
    );
  }
  const objects: KubeObject[] = [];
  const hashed = new Set<KubeObject>();
  for (const resource of [...settings.resources, ...settings.bases]) {
    const path = join(folder, resource);
    if (!existsSync(path)) {
      throw new KubectlError(
        `error: accumulating resources: accumulation err='accumulating resources from '${resource}': open ${path}: no such file or directory'`,
      );
    }
    if (!statSync(path).isDirectory()) {
      const manifests = await readManifests([path], emptyInput(), false);
      objects.push(...manifests.map(({ object }) => structuredClone(object)));
    } else if (within.includes(path)) {
      throw new KubectlError(`error: cycle detected: ${path} is part of itself`);
    } else {
      const inner = await build(path, warn, [...within, folder, path]);
      objects.push(...inner.objects);
      for (const object of inner.hashed) hashed.add(object);
    }
  }
  for (const { object, isHashed } of generate(folder, settings)) {
    objects.push(object);
    if (isHashed) hashed.add(object);
  }
  const patched = patchObjects(objects, settings.patches, folder);
  for (const object of patched) change(object, settings);
  const { namePrefix, nameSuffix } = settings;
  rename(patched, (object) =>
    NEVER_RENAMED.has(object.kind ?? '') ? nameOf(object) : `${namePrefix}${nameOf(object)}${nameSuffix}`,
  );
  return { objects: patched, hashed };
}

function change(object: KubeObject, settings: Kustomization): void {
  if (settings.namespace !== undefined) inNamespace(object, settings.namespace);
  if (settings.commonLabels) addLabels(object, settings.commonLabels, { selectors: true, templates: true });
  for (const { pairs, includeSelectors, includeTemplates } of settings.labels) {
    addLabels(object, pairs, {
      selectors: includeSelectors,
      templates: includeSelectors || includeTemplates,
    });
  }
  if (settings.commonAnnotations) {
    object.metadata = {
      ...object.metadata,
      annotations: { ...object.metadata?.annotations, ...settings.commonAnnotations },
    };
  }
  changeImages(object, settings.images);
  changeReplicas(object, settings.replicas);
}

async function* emptyInput(): AsyncGenerator<string> {}

/** Kinds whose names mean what they say. */
const NEVER_RENAMED = new Set(['Namespace', 'CustomResourceDefinition']);

/** What others build on comes first. */
const FIRST =
  `Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount Role ClusterRole RoleBinding
  ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume PersistentVolumeClaim
  Deployment StatefulSet CronJob PodDisruptionBudget`.split(/\s+/);

function rank({ kind = '' }: KubeObject): number {
  const index = FIRST.indexOf(kind);
  return index < 0 ? FIRST.length : index;
}
