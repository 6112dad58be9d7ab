import { type Contents, isPlanned, type NeededImage, totalOf } from '../../pack/contents.ts';
import type { FetchError } from '../../pack/fetch/source.ts';
import type { LessonFiles } from '../../pack/store/lesson-files.ts';
import { sizeText } from './size.ts';

const name = 40;
const size = 9;

/** What lessons need, with digests and sizes, and what of it is in the pack. */
export function contentsText({ images, lessons }: Contents, dir: string): string {
  const { all, missing } = totalOf(images);
  const unknown = images.filter((one) => !isPlanned(one)).length;
  const rest =
    missing === 0 ? 'All that is known of them is there.' : `${sizeText(missing)} are not there yet.`;
  return [
    'Images',
    ...images.flatMap(imageLines),
    ...(images.length === 0 ? ['  none'] : []),
    '',
    'Files',
    ...lessons.map(lessonLine),
    '',
    `In ${dir}: images of ${sizeText(all)} together. ${unknown === 0 && missing === 0 ? 'All of them are there.' : rest}`,
    ...(unknown > 0 ? [`${unknown} of ${images.length} images could not be had.`] : []),
    '',
  ].join('\n');
}

function imageLines(one: NeededImage): string[] {
  const { image, lessons } = one;
  const needed = `needed by ${lessons.join(', ')}`;
  if (!isPlanned(one)) {
    return [row(image.name, '?', 'not known'), `    ${reason(one.plan as FetchError)}`, `    ${needed}`];
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
    denied: 'pilotage signs in nowhere: push it to a registry that gives it to everybody.',
    limited: 'The registry gives no more for now: run the same again in some hours.',
    unreachable: 'Check the network, and run the same again: it goes on from there.',
    troubled: 'Run the same again later: it goes on from there.',
    wrong: 'Something on the way changes what comes. Try another network.',
  }[kind];
  return `${message}. ${advice}`;
}
