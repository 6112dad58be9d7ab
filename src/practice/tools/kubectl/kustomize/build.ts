import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import type { KubeObject } from '../api/objects.ts';
import { KubectlError } from '../errors.ts';
import { readManifests } from '../resources/files.ts';
import { addLabels, changeImages, changeNames, changeReplicas, inNamespace } from './transform.ts';

const labels = z.record(z.string(), z.coerce.string());

/** What of a kustomization is built here. */
const schema = z.strictObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  resources: z.array(z.string()).default([]),
  bases: z.array(z.string()).default([]),
  namespace: z.string().optional(),
  namePrefix: z.string().default(''),
  nameSuffix: z.string().default(''),
  commonLabels: labels.optional(),
  commonAnnotations: labels.optional(),
  labels: z
    .array(
      z.strictObject({
        pairs: labels,
        includeSelectors: z.boolean().default(false),
        includeTemplates: z.boolean().default(false),
      }),
    )
    .default([]),
  images: z
    .array(
      z.strictObject({
        name: z.string(),
        newName: z.string().optional(),
        newTag: z.coerce.string().optional(),
        digest: z.string().optional(),
      }),
    )
    .default([]),
  replicas: z.array(z.strictObject({ name: z.string(), count: z.int() })).default([]),
});

export type Kustomization = z.infer<typeof schema>;

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The objects of a folder with a kustomization, in the order in which they are to be created. @throws KubectlError */
export async function kustomize(folder: string, warn: (text: string) => void): Promise<KubeObject[]> {
  if (!existsSync(folder)) {
    throw new KubectlError(
      `error: must build at directory: not a valid directory: evalsymlink failure on '${folder}' : lstat ${resolve(folder)}: no such file or directory`,
    );
  }
  const objects = await build(folder, warn, []);
  return objects
    .map((object, index) => ({ object, index }))
    .sort((a, b) => rank(a.object) - rank(b.object) || a.index - b.index)
    .map(({ object }) => object);
}

async function build(
  folder: string,
  warn: (text: string) => void,
  within: readonly string[],
): Promise<KubeObject[]> {
  const settings = read(folder);
  if (settings.commonLabels) {
    warn(
      "# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n",
    );
  }
  const objects: KubeObject[] = [];
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
    } else objects.push(...(await build(path, warn, [...within, folder, path])));
  }
  for (const object of objects) change(object, settings);
  changeNames(objects, settings);
  return objects;
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

function read(folder: string): Kustomization {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) {
    throw new KubectlError(
      `error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  }
  const parsed = schema.safeParse(load(readFileSync(file, 'utf8')) ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, key].join('.'))
      : [issue.path.join('.')],
  );
  throw new KubectlError(
    `error: ${file}: the practice cluster's own kubectl does not build ${fields.map((one) => `"${one}"`).join(', ')}. Install kubectl (https://kubernetes.io/docs/tasks/tools/) to use it; it works with the practice cluster.`,
  );
}

async function* emptyInput(): AsyncGenerator<string> {}

/** What others build on comes first. */
const FIRST =
  `Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount Role ClusterRole RoleBinding
  ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume PersistentVolumeClaim
  Deployment StatefulSet CronJob PodDisruptionBudget`.split(/\s+/);

function rank({ kind = '' }: KubeObject): number {
  const index = FIRST.indexOf(kind);
  return index < 0 ? FIRST.length : index;
}
