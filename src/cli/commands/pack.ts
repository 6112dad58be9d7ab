import { resolve, sep } from 'node:path';
import { InterruptedError, UsageError } from '../../base/errors.ts';
import { type Lesson, loadLesson } from '../../lesson/load.ts';
import { type Contents, contentsFor, isPlanned } from '../../pack/contents.ts';
import { Sources } from '../../pack/fetch/source.ts';
import { pack } from '../../pack/pack.ts';
import { PackFolder } from '../../pack/store/pack-folder.ts';
import { settings } from '../config/settings.ts';
import { lessonDir, shippedDirs } from '../lessons.ts';
import { contentsJson } from '../pack/json.ts';
import { Progress } from '../pack/progress.ts';
import { contentsText, reason } from '../pack/text.ts';
import { defaultDir } from '../packing.ts';

export interface PackCommandOptions {
  readonly dir: string;
  readonly platform: string;
  readonly mirror?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** Saves what lessons need, or says what that is. Exit code 3 where something of it could not be had. */
export async function packCommand(names: readonly string[], options: PackCommandOptions): Promise<void> {
  const folder = new PackFolder(resolve(options.dir));
  const platforms = platformsIn(options.platform);
  const lessons = await lessonsNamed(names, folder);
  const { mirror } = (await settings({ mirror: options.mirror })).values;
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);
  const { signal } = interrupted;
  const progress = new Progress(process.stderr);
  const known = mirror === 'none' ? {} : { mirror };
  using sources = new Sources({ env: process.env, signal, ...known });
  const onImage = (name: string) => progress.asks(name);
  const about = { folder, sources, platforms, onImage };
  let contents: Contents;
  try {
    await folder.exists();
    contents = await contentsFor(lessons, about);
    if (!options.list) contents = await bring(contents);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new InterruptedError(
      'Interrupted.',
      `What has come is kept in ${options.dir}: run the same again, and it goes on from there.`,
    );
  } finally {
    progress.end();
  }
  process.stdout.write(
    options.json ? contentsJson(contents, folder.dir) : contentsText(contents, options.dir),
  );
  const isDone = contents.images.every((one) => one.saved || (options.list && isPlanned(one)));
  if (!isDone) process.exitCode = 3;
  else if (!options.list) {
    process.stderr.write(`To offer it on the network: pilotage pack --serve${dirOption(options.dir)}\n`);
  }

  async function bring(found: Contents): Promise<Contents> {
    const failures = await pack(lessons, found, {
      folder,
      sources,
      signal,
      onProgress: (name, bytes, of) => progress.brings(name, bytes, of),
    });
    progress.end();
    for (const [{ image }, error] of failures) process.stderr.write(`${image.name}: ${reason(error)}\n`);
    return contentsFor(lessons, { ...about, earlier: found });
  }
}

function dirOption(dir: string): string {
  return dir === defaultDir ? '' : ` --dir ${dir}`;
}

function platformsIn(text: string): string[] {
  const platforms = text.split(',').map((one) => one.trim());
  const wrong = platforms.find((one) => !/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/.test(one));
  if (wrong === undefined) return platforms;
  throw new UsageError(
    `There is no platform "${wrong}".`,
    'Say linux/amd64, linux/arm64, or both, joined by a comma.',
  );
}

/** The lessons to pack; those that ship unless told. */
async function lessonsNamed(names: readonly string[], folder: PackFolder): Promise<Lesson[]> {
  const dirs = names.length > 0 ? await Promise.all(names.map(lessonDir)) : await shippedDirs();
  const lessons: Lesson[] = [];
  for (const dir of new Set(dirs)) {
    if (`${folder.dir}${sep}`.startsWith(`${dir}${sep}`)) {
      throw new UsageError(
        `${folder.dir} is in the folder of a workshop, and would become part of it.`,
        'Name another place for the pack: --dir DIR',
      );
    }
    const lesson = await loadLesson(dir);
    const other = lessons.find(({ id }) => id === lesson.id);
    if (other) {
      throw new UsageError(
        `${dir} and ${other.dir} are both called ${lesson.id}.`,
        'Pack them into a folder each: --dir DIR',
      );
    }
    lessons.push(lesson);
  }
  return lessons;
}
