import { type Contents, isPlanned, type NeededImage, totalOf } from '../../pack/contents.ts';
import { FetchError } from '../../pack/fetch/source.ts';
import type { LessonFiles } from '../../pack/store/lesson-files.ts';
import { wrap } from '../../ui/text.ts';
import { sizeText } from './size.ts';

const columns = 80;
const name = 40;
const size = 9;

/** What lessons need, with digests and sizes, and what of it is in the pack. */
export function contentsText(contents: Contents, dir: string): string {
  const { images, lessons } = contents;
  return [
    'Images',
    ...images.flatMap(imageLines),
    ...(images.length === 0 ? ['  none'] : []),
    '',
    'Files',
    ...lessons.map(lessonLine),
    '',
    ...failureLines(images),
    summary(contents, dir),
    '',
  ].join('\n');
}

function summary({ images }: Contents, dir: string): string {
  const known = images.filter(isPlanned).length;
  if (known === 0) return `${dir} has none of the images yet.`;
  const { all, missing } = totalOf(images);
  const which = known === images.length ? '' : `${known} of `;
  const rest = missing === 0 ? 'all of it is there' : `${sizeText(missing)} of it are still to be fetched`;
  return `${dir}: ${sizeText(all)} for ${which}${images.length} images; ${rest}.`;
}

/** Why images could not be had, each reason once. */
function failureLines(images: readonly NeededImage[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { image, plan } of images) {
    if (!(plan instanceof FetchError)) continue;
    reasons.set(reason(plan), [...(reasons.get(reason(plan)) ?? []), image.name]);
  }
  return [...reasons].flatMap(([why, names]) => [
    ...wrap(`${names.join(', ')}: ${why}`, columns, 'whole'),
    '',
  ]);
}

function imageLines(one: NeededImage): string[] {
  const { image, lessons } = one;
  const needed = `needed by ${lessons.join(', ')}`;
  if (!isPlanned(one)) {
    return [row(image.name, '?', 'not known'), `    ${needed}`];
  }
  const { plan, saved } = one;
  const platforms = plan.platforms.map(({ platform, size: bytes }) => `${platform} ${sizeText(bytes)}`);
  const bytes = totalOf([one]).all;
  return [
    row(image.name, sizeText(bytes), saved ? 'saved' : 'to fetch'),
    `    ${plan.top.digest}`,
    `    ${platforms.join(', ')}`,
    ...(plan.lacking.length > 0 ? [`    ! there is none for ${plan.lacking.join(', ')}`] : []),
    `    ${needed}`,
  ];
}

function lessonLine({ id, files, saved }: LessonFiles): string {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return row(`${id} (${files.length} files)`, sizeText(bytes), saved ? 'saved' : 'to save');
}

function row(what: string, bytes: string, state: string): string {
  return `  ${what.padEnd(name)} ${bytes.padStart(size)}  ${state}`;
}

/** Why an image could not be had, and what to do. */
export function reason({ kind, message }: FetchError): string {
  const advice = {
    absent: 'Check its name and tag.',
    denied: 'Check its name, or sign in with docker login.',
    limited: 'Sign in with docker login, or run the same again in some hours: it goes on from there.',
    unreachable: 'Check the network, and run the same again: it goes on from there.',
    troubled: 'Run the same again later: it goes on from there.',
    wrong: 'Something on the way changes what comes. Try another network.',
  }[kind];
  return `${message}. ${advice}`;
}
