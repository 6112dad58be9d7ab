import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Streams } from '../../common/streams.ts';
import { DockerError } from '../errors.ts';
import { parseEnvFile } from './env-file.ts';
import { parseYaml, readComposeFiles } from './files.ts';
import { InterpolationError, interpolateAll } from './interpolate.ts';
import { mergeFiles, normalizeForms } from './merge.ts';
import { invalidFiles, isMapping, type Mapping, validate } from './schema.ts';

export interface ServiceBuild {
  /** Absolute. */
  context: string;
  dockerfile: string;
  inline: string | undefined;
  args: Record<string, string>;
  labels: Record<string, string>;
  target: string | undefined;
  tags: string[];
  noCache: boolean;
}

export interface Service {
  name: string;
  image: string | undefined;
  build: ServiceBuild | undefined;
  dependsOn: string[];
  /** As in the files, variables filled in. */
  raw: Mapping;
}

export interface Project {
  name: string;
  /** Absolute. */
  folder: string;
  /** Absolute; `-` for standard input. */
  files: string[];
  /** Sorted by name, those of profiles that are not asked for left out. */
  services: Service[];
  raw: Mapping;
}

export interface ProjectOptions {
  files: readonly string[];
  envFiles: readonly string[];
  name: string | undefined;
  folder: string | undefined;
  profiles: readonly string[];
  /** Services that are meant whatever their profiles. */
  named: readonly string[];
}

/** Reads what -f and its like say. Warnings go to standard error, each once. @throws DockerError */
export async function loadProject(options: ProjectOptions, streams: Streams): Promise<Project> {
  const files = await readComposeFiles(options.files, process.env, () => streams.stdin);
  const first = files[0]?.file ?? '-';
  const folder = path.resolve(options.folder ?? (first === '-' ? '.' : path.dirname(first)));
  const env = { ...(await readEnvFiles(folder, options.envFiles)), ...process.env };
  const warned = new Set<string>();
  const warn = (message: string) => {
    if (warned.has(message)) return;
    warned.add(message);
    const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    streams.err(`time="${time}" level=warning msg=${JSON.stringify(message)}\n`);
  };
  const variables = {
    get: (name: string) => env[name],
    missing: (name: string) => warn(`The "${name}" variable is not set. Defaulting to a blank string.`),
  };
  let merged: Mapping = {};
  for (const file of files) {
    const content = await parseYaml(file);
    validate(file.file, content);
    if (content.version !== undefined) {
      warn(
        `${file.file}: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion`,
      );
    }
    if (content.include !== undefined) {
      throw new DockerError(
        `${file.file}: include is not something that the practice cluster's docker compose does; name the files with -f`,
        invalidFiles,
      );
    }
    merged = mergeFiles(merged, normalizeForms(filled(content, variables))) as Mapping;
  }
  const name = projectName(options.name ?? env.COMPOSE_PROJECT_NAME, merged.name, folder);
  const active = new Set([...options.profiles, ...(env.COMPOSE_PROFILES?.split(',') ?? [])]);
  const services = Object.entries((merged.services ?? {}) as Mapping)
    .map(([serviceName, raw]) => readService(serviceName, raw as Mapping, folder))
    .filter((service) => isActive(service.raw, active) || options.named.includes(service.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { name, folder, files: files.map(({ file }) => file), services, raw: merged };
}

function filled(content: Mapping, variables: Parameters<typeof interpolateAll>[2]): unknown {
  try {
    return interpolateAll(content, '', variables);
  } catch (error) {
    if (error instanceof InterpolationError) throw new DockerError(error.message, invalidFiles);
    throw error;
  }
}

async function readEnvFiles(folder: string, given: readonly string[]): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const file of given.length > 0
    ? given.map((name) => path.resolve(name))
    : [path.join(folder, '.env')]) {
    const text = await readFile(file, 'utf8').catch(() => {
      if (given.length > 0) throw new DockerError(`couldn't find env file: ${file}`, invalidFiles);
      return '';
    });
    Object.assign(values, parseEnvFile(text, process.env));
  }
  return values;
}

function projectName(asked: string | undefined, inFile: unknown, folder: string): string {
  const explicit = asked || (typeof inFile === 'string' ? inFile : undefined);
  if (explicit !== undefined) {
    if (/^[a-z0-9][a-z0-9_-]*$/.test(explicit)) return explicit;
    throw new DockerError(
      `invalid project name "${explicit}": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`,
      1,
    );
  }
  return (
    path
      .basename(folder)
      .toLowerCase()
      .match(/[a-z0-9][a-z0-9_-]*/)?.[0] ?? 'default'
  ).replace(/[^a-z0-9_-]/g, '');
}

function isActive(raw: Mapping, active: ReadonlySet<string>): boolean {
  const profiles = Array.isArray(raw.profiles) ? raw.profiles.map(String) : [];
  return profiles.length === 0 || active.has('*') || profiles.some((profile) => active.has(profile));
}

function readService(name: string, raw: Mapping, folder: string): Service {
  const build = isMapping(raw.build) ? readBuild(raw.build, folder) : undefined;
  const image = typeof raw.image === 'string' && raw.image !== '' ? raw.image : undefined;
  if (!build && image === undefined) {
    throw new DockerError(
      `service "${name}" has neither an image nor a build context specified: invalid compose project`,
      invalidFiles,
    );
  }
  if (raw.extends !== undefined) {
    throw new DockerError(
      `services.${name}: extends is not something that the practice cluster's docker compose does; write it out`,
      invalidFiles,
    );
  }
  const dependsOn = isMapping(raw.depends_on) ? Object.keys(raw.depends_on) : [];
  return { name, image, build, dependsOn, raw };
}

function readBuild(raw: Mapping, folder: string): ServiceBuild {
  const inline = typeof raw.dockerfile_inline === 'string' ? raw.dockerfile_inline : undefined;
  return {
    context: path.resolve(folder, typeof raw.context === 'string' ? raw.context : '.'),
    dockerfile: typeof raw.dockerfile === 'string' ? raw.dockerfile : 'Dockerfile',
    inline,
    args: strings(raw.args),
    labels: strings(raw.labels),
    target: typeof raw.target === 'string' ? raw.target : undefined,
    tags: Array.isArray(raw.tags) ? raw.tags.map(String) : [],
    noCache: raw.no_cache === true,
  };
}

/** Values as texts; a name without a value takes the environment's. */
export function strings(value: unknown): Record<string, string> {
  if (!isMapping(value)) return {};
  const entries = Object.entries(value).map(
    ([name, one]) => [name, one === null ? process.env[name] : String(one)] as const,
  );
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The name under which a service's image is built. */
export function imageOf(project: Project, service: Service): string {
  return service.image ?? `${project.name}-${service.name}`;
}

/** The services named, or all; `withDependencies` adds what they depend on. @throws DockerError */
export function selectServices(
  project: Project,
  names: readonly string[],
  withDependencies = false,
): Service[] {
  const stranger = names.find((name) => !project.services.some((service) => service.name === name));
  if (stranger !== undefined) throw new DockerError(`no such service: ${stranger}`);
  if (names.length === 0) return project.services;
  const wanted = new Set(names);
  for (const name of withDependencies ? wanted : []) {
    for (const other of project.services.find((service) => service.name === name)?.dependsOn ?? [])
      wanted.add(other);
  }
  return project.services.filter((service) => wanted.has(service.name));
}
