import type { ImageConfig } from '../types.ts';
import { type ImageSpec, variantTags } from './image-spec.ts';
import type { LayerSpec } from './layers.ts';

/** One version of an image: `1.29.3`, when it was made, and its other tags. */
export type Version = readonly [version: string, created: string, ...tags: string[]];

export interface Variant {
  /** What stands after each of its tags: `alpine`; empty for the usual one. */
  name: string;
  base: LayerSpec;
  /** Bytes of what it adds. */
  advertised: number;
}

/** All versions and variants of one repository: the same program under many tags. */
export function family({
  repository,
  versions,
  variants,
  config,
  createdBy,
  files,
}: {
  repository: string;
  versions: readonly Version[];
  variants: readonly Variant[];
  config: (version: string) => ImageConfig;
  createdBy: string;
  files: LayerSpec['files'];
}): ImageSpec[] {
  return versions.flatMap(([version, created, ...more]) =>
    variants.map(({ name, base, advertised }): ImageSpec => {
      const tags = [...more, version];
      return {
        repository,
        tags: name === '' ? tags : variantTags(tags, name),
        created,
        config: config(version),
        layers: [base, { advertised, createdBy, files }],
      };
    }),
  );
}
