import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuildEvent, BuildTarget } from '../../../engine/api.ts';
import { readAll, type Streams } from '../../common/streams.ts';
import { option, type Parsed } from '../args/flags.ts';
import type { Command } from '../command.ts';
import type { EngineClient } from '../engine-client.ts';
import { DaemonError, DockerError } from '../errors.ts';
import { checkedName } from '../names.ts';
import { plainBuild } from '../render/build-plain.ts';
import { terminalBuild } from '../render/build-terminal.ts';

export const build: Command = {
  usage: 'buildx build [OPTIONS] PATH | URL | -',
  summary: 'Start a build',
  aliases: ['build', 'builder build', 'image build', 'buildx b'],
  options: [
    option('build-arg', 'stringArray', 'Set build-time variables'),
    option('file f', 'string', 'Name of the Dockerfile (default: "PATH/Dockerfile")'),
    option('iidfile', 'string', 'Write the image ID to the file'),
    option('label', 'stringArray', 'Set metadata for an image'),
    option('load', 'bool', 'Shorthand for "--output=type=docker"'),
    option('no-cache', 'bool', 'Do not use cache when building the image'),
    option('platform', 'stringArray', 'Set target platform for build'),
    option('progress', 'string', 'Set type of progress output ("auto", "plain", "tty") (default "auto")'),
    option('pull', 'bool', 'Always attempt to pull all referenced images'),
    option('push', 'bool', 'Shorthand for "--output=type=registry"'),
    option('quiet q', 'bool', 'Suppress the build output and print image ID on success'),
    option('tag t', 'stringArray', 'Name and optionally a tag (format: "name:tag")'),
    option('target', 'string', 'Set the target build stage to build'),
  ],
  args: { min: 1, max: 1 },
  async run({ flags, args: [where = ''], streams, engine }) {
    if (flags.bool('push')) {
      throw new DockerError(
        "ERROR: --push is not here: build with the practice cluster's docker, then 'docker push NAME'",
      );
    }
    const target = await targetOf(flags, where, streams);
    const quiet = flags.bool('quiet');
    const progress = flags.string('progress') ?? 'auto';
    const terminal = progress === 'tty' || (progress === 'auto' && process.stderr.isTTY);
    const [image] = await runBuild(engine, [target], quiet ? undefined : streams.err, terminal);
    const iidfile = flags.string('iidfile');
    if (iidfile !== undefined && image !== undefined) await writeFile(iidfile, image);
    if (quiet) streams.out(`${image}\n`);
    return 0;
  },
};

/** Builds and shows it. Resolves to the images' IDs. @throws DockerError */
export async function runBuild(
  engine: EngineClient,
  targets: readonly BuildTarget[],
  write: ((text: string) => void) | undefined,
  terminal: boolean,
): Promise<string[]> {
  const images: string[] = [];
  let show: ((event: BuildEvent) => void) | undefined;
  try {
    for await (const event of engine.lines<BuildEvent>('build', { targets })) {
      if (write) show ??= terminal ? terminalBuild(write, process.stderr.columns ?? 80) : plainBuild(write);
      show?.(event);
      if ('image' in event) images.push(event.image);
      if ('error' in event && !('ended' in event)) throw new DockerError(`ERROR: ${event.error}`);
    }
  } catch (error) {
    if (error instanceof DaemonError) throw new DockerError(`ERROR: ${error.message}`);
    throw error;
  }
  return images;
}

async function targetOf(flags: Parsed, where: string, streams: Streams): Promise<BuildTarget> {
  if (/^(https?|git|ssh):\/\/|^git@/.test(where)) {
    throw new DockerError(
      `ERROR: unable to prepare context: the practice cluster's docker builds from folders, not from ${where}`,
    );
  }
  const fromInput = where === '-';
  const context = path.resolve(fromInput ? '.' : where);
  if (!fromInput && !isFolder(context))
    throw new DockerError(`ERROR: unable to prepare context: path "${where}" not found`);
  for (const tag of flags.list('tag')) {
    try {
      checkedName(tag);
    } catch (error) {
      throw new DockerError(`ERROR: invalid tag "${tag}": ${(error as Error).message}`);
    }
  }
  const file = flags.string('file');
  const stage = flags.string('target');
  const readsInput = fromInput || file === '-';
  return {
    context,
    dockerfile: file === undefined || file === '-' ? path.join(context, 'Dockerfile') : path.resolve(file),
    ...(readsInput ? { content: (await readAll(streams.stdin)).toString() } : {}),
    ...(stage === undefined ? {} : { stage }),
    tags: flags.list('tag'),
    args: pairs(flags.list('build-arg')),
    labels: pairs(flags.list('label')),
    noCache: flags.bool('no-cache'),
    pull: flags.bool('pull'),
  };
}

/** `A=1`; `A` alone takes the value of the environment's A, if there is one. */
function pairs(given: readonly string[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const one of given) {
    const equals = one.indexOf('=');
    const name = equals < 0 ? one : one.slice(0, equals);
    const value = equals < 0 ? process.env[name] : one.slice(equals + 1);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

export function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
