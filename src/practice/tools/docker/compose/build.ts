import path from 'node:path';
import type { BuildTarget } from '../../../engine/api.ts';
import type { Streams } from '../../common/streams.ts';
import { option } from '../args/flags.ts';
import { isFolder, runBuild } from '../commands/build.ts';
import type { EngineClient } from '../engine-client.ts';
import { DockerError } from '../errors.ts';
import { checkedName } from '../names.ts';
import type { ComposeCommand } from './command.ts';
import { imageOf, type Project, type Service, selectServices } from './project.ts';
import { pushServices } from './push.ts';

/** What compose ends with when an image cannot be built. */
const buildFailed = 17;

export const build: ComposeCommand = {
  usage: 'build [OPTIONS] [SERVICE...]',
  summary: 'Build or rebuild services',
  options: [
    option('build-arg', 'stringArray', 'Set build-time variables for services'),
    option('no-cache', 'bool', 'Do not use cache when building the image'),
    option('pull', 'bool', 'Always attempt to pull a newer version of the image'),
    option('push', 'bool', 'Push service images'),
    option('quiet q', 'bool', "Don't print anything to STDOUT"),
    option('progress', 'string', 'Set type of ui output (auto, tty, plain, quiet) (default "auto")'),
    option('with-dependencies', 'bool', 'Also build dependencies (transitively)'),
  ],
  async run({ flags, args, streams, engine, project: load }) {
    const project = await load();
    const services = selectServices(project, args, flags.bool('with-dependencies'));
    const built = services.filter((service) => service.build);
    if (built.length === 0) {
      streams.err('No services to build\n');
      return 0;
    }
    const given = Object.fromEntries(flags.list('build-arg').map(pair));
    const targets = built.map((service) => ({
      ...targetOf(project, service, given),
      pull: flags.bool('pull'),
      ...(flags.bool('no-cache') ? { noCache: true } : {}),
    }));
    const progress = flags.string('progress') ?? 'auto';
    const quiet = flags.bool('quiet') || progress === 'quiet';
    const terminal = progress === 'tty' || (progress === 'auto' && process.stdout.isTTY);
    await buildTargets(engine, targets, quiet ? undefined : streams.out, terminal);
    if (!quiet) streams.err(built.map(({ name }) => ` ${name}  Built\n`).join(''));
    if (flags.bool('push'))
      await pushServices(project, built, { streams, engine, quiet, ignoreFailures: false });
    return 0;
  },
};

/** Builds the images of services before they are started. @throws DockerError */
export async function buildServices(
  project: Project,
  services: readonly Service[],
  { engine, streams }: { engine: EngineClient; streams: Streams },
): Promise<void> {
  const targets = services.map((service) => targetOf(project, service, {}));
  await buildTargets(engine, targets, streams.out, process.stdout.isTTY);
  streams.err(services.map(({ name }) => ` ${name}  Built\n`).join(''));
}

async function buildTargets(
  engine: EngineClient,
  targets: readonly BuildTarget[],
  write: ((text: string) => void) | undefined,
  terminal: boolean,
): Promise<void> {
  try {
    await runBuild(engine, targets, write, terminal);
  } catch (error) {
    if (error instanceof DockerError && error.message.startsWith('ERROR: ')) {
      throw new DockerError(error.message.slice('ERROR: '.length), buildFailed);
    }
    throw error;
  }
}

function targetOf(project: Project, service: Service, given: Record<string, string>): BuildTarget {
  const own = service.build;
  if (!own) throw new Error(`${service.name} is not built`);
  if (!isFolder(own.context))
    throw new DockerError(`unable to prepare context: path "${own.context}" not found`, buildFailed);
  const tags = [imageOf(project, service), ...own.tags];
  for (const tag of tags) {
    try {
      checkedName(tag);
    } catch (error) {
      throw new DockerError(`invalid tag "${tag}": ${(error as Error).message}`, buildFailed);
    }
  }
  return {
    name: service.name,
    context: own.context,
    dockerfile: path.resolve(own.context, own.dockerfile),
    ...(own.inline === undefined ? {} : { content: own.inline }),
    ...(own.target === undefined ? {} : { stage: own.target }),
    tags,
    args: { ...own.args, ...given },
    labels: {
      ...own.labels,
      'com.docker.compose.project': project.name,
      'com.docker.compose.service': service.name,
    },
    noCache: own.noCache,
    pull: false,
  };
}

function pair(text: string): [name: string, value: string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, process.env[text] ?? ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
