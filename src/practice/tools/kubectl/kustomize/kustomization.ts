import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import * as z from 'zod';
import { KubectlError } from '../errors.ts';

const labels = z.record(z.string(), z.coerce.string());

const generatorOptions = z.strictObject({
  disableNameSuffixHash: z.boolean().default(false),
  immutable: z.boolean().default(false),
  labels: labels.default({}),
  annotations: labels.default({}),
});

const generator = z.strictObject({
  name: z.string(),
  namespace: z.string().optional(),
  files: z.array(z.string()).default([]),
  literals: z.array(z.string()).default([]),
  envs: z.array(z.string()).default([]),
  options: generatorOptions.partial().optional(),
});

const patch = z.strictObject({
  path: z.string().optional(),
  patch: z.string().optional(),
  target: z.strictObject({ kind: z.string().optional(), name: z.string().optional() }).optional(),
});

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
  configMapGenerator: z.array(generator).default([]),
  secretGenerator: z.array(generator.extend({ type: z.string().default('Opaque') })).default([]),
  generatorOptions: generatorOptions.optional(),
  patches: z.array(patch).default([]),
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
export type Generator = z.infer<typeof generator>;
export type Patch = z.infer<typeof patch>;

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** @throws KubectlError */
export function readKustomization(folder: string): Kustomization {
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
