import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadAll } from 'js-yaml';
import { listFiles } from '../../../lesson/files.ts';
import { commandsIn } from '../../../lesson/lint/commands.ts';
import { parseImage } from './reference.ts';

/** The images that commands of a shell name: of kubectl, of `docker pull` and of `docker run`. */
export function imagesInCommands(script: string): string[] {
  const patterns = [/\s--image[= ](\S+)/g, /\bdocker pull (?:-\S+ )*(\S+)/g];
  const named = patterns.flatMap((pattern) => [...script.matchAll(pattern)].map(([, name = '']) => name));
  return [...named, ...commandsIn(script).flatMap(({ words }) => imageRun(words))].map(unquoted);
}

/** Flags of `docker run` whose value is the next word. */
const valued = new Set(
  `-v --volume -p --publish -e --env --env-file --name --entrypoint --network --mount --tmpfs -w --workdir -u --user
  -h --hostname -l --label -m --memory --cpus --restart --pull --platform --add-host`.split(/\s+/),
);

/** The image that `docker run` starts; none in another command. */
function imageRun([program, verb, ...words]: readonly string[]): string[] {
  if (program !== 'docker' || verb !== 'run') return [];
  while (words[0]?.startsWith('-')) {
    const flag = words.shift() ?? '';
    if (valued.has(flag)) words.shift();
  }
  return words.slice(0, 1);
}

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

/** What is pulled from elsewhere: not what variables name, and not what lies in a registry of the lesson's own. */
export function withoutOwn(names: readonly string[]): string[] {
  const foreign = names.filter((name) => {
    if (name.includes('$')) return false;
    const image = parseImage(name);
    return image !== undefined && !/^(localhost|127\.|\[::1\])/.test(image.registry);
  });
  return [...new Set(foreign)].sort();
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
  const { image } = value as { image?: unknown };
  const own = typeof image === 'string' && !('build' in value) ? [image] : [];
  return [...own, ...Object.values(value).flatMap(imagesIn)];
}

function unquoted(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2').replace(/[;)]+$/, '');
}
