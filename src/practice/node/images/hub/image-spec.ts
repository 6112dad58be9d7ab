import type { ImageConfig } from '../types.ts';
import type { LayerSpec } from './layers.ts';

/** One image of the built-in catalogue. */
export interface ImageSpec {
  /** Its repository, with its host unless that is docker.io: `library/nginx`, `registry.k8s.io/pause`. */
  repository: string;
  /** Names under which it can be pulled; the first is the usual one. */
  tags: readonly string[];
  created: string;
  config: ImageConfig;
  layers: readonly LayerSpec[];
}

export const systemPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Tags of one version, and of its variants: `1.27.3`, `1.27`, `latest`; with `-alpine` after each. */
export function variantTags(names: readonly string[], variant: string): string[] {
  return names.map((name) => (name === 'latest' ? variant : `${name}-${variant}`));
}
