import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadAll } from 'js-yaml';
import { listFiles } from '../files.ts';

/** The images that Dockerfiles build on, and those that manifests and Compose files run without building them. */
export async function imagesInFiles(folder: string): Promise<{ images: string[]; text: string }> {
  const images: string[] = [];
  let manifests = '';
  for (const path of await listFiles(folder)) {
    const name = basename(path);
    const isDockerfile = /^Dockerfile|\.Dockerfile$/.test(name);
    if (!isDockerfile && !/\.ya?ml$/.test(name)) continue;
    // A link may lead nowhere: then the lesson cannot use it either.
    const text = await readFile(join(folder, path), 'utf8').catch(() => '');
    if (isDockerfile) images.push(...bases(text));
    else {
      images.push(...imagesInYaml(text));
      manifests += `${text}\n`;
    }
  }
  return { images, text: manifests };
}

function bases(dockerfile: string): string[] {
  const stages = new Set(['scratch']);
  const found: string[] = [];
  for (const [, image = '', stage] of dockerfile.matchAll(
    /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim,
  )) {
    if (!stages.has(image.toLowerCase())) found.push(image);
    if (stage !== undefined) stages.add(stage.toLowerCase());
  }
  return found;
}

function imagesInYaml(text: string): string[] {
  try {
    return loadAll(text).flatMap(imagesIn);
  } catch {
    // No YAML that can be read, such as a template: nothing is known of it.
    return [];
  }
}

function imagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { image, images } = value as { image?: unknown; images?: unknown };
  const own = typeof image === 'string' && !('build' in value) ? [image] : [];
  const replaced = Array.isArray(images) ? images.flatMap(replacement) : [];
  return [...own, ...replaced, ...Object.values(value).flatMap(imagesIn)];
}

/** What an entry of a kustomization's `images` puts in the place of another image. */
function replacement(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { name, newName = name, newTag } = entry as Partial<Record<'name' | 'newName' | 'newTag', unknown>>;
  return typeof newName === 'string' && newTag !== undefined ? [`${newName}:${newTag}`] : [];
}
