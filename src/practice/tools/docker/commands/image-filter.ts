import { globToRegExp } from '../../../engine/build/glob.ts';
import { DockerError } from '../errors.ts';
import type { ImageRow } from './images.ts';

/** What `docker images` shows, by `--filter` and by the repository named. @throws DockerError */
export function imageFilter(
  filters: readonly string[],
  pattern: string | undefined,
): (row: ImageRow) => boolean {
  const tests = filters.map((filter) => {
    const equals = filter.indexOf('=');
    if (equals < 0) throw new DockerError('bad format of filter (expected name=value)');
    const [name, value] = [filter.slice(0, equals), filter.slice(equals + 1)];
    switch (name) {
      case 'dangling':
        return (row: ImageRow) =>
          (row.repository === '<none>' || row.tag === '<none>') === (value === 'true');
      case 'reference':
        return (row: ImageRow) => isMeant(row, value);
      default:
        throw new DockerError(
          `invalid filter '${name}': the practice cluster's docker filters by dangling and reference`,
        );
    }
  });
  if (pattern !== undefined) tests.push((row) => isMeant(row, pattern));
  return (row) => tests.every((test) => test(row));
}

function isMeant({ repository, tag }: ImageRow, pattern: string): boolean {
  const name = pattern.replace(/^docker\.io\/(library\/)?/, '');
  const tagged = /:[^/]*$/.test(name);
  return globToRegExp(name).test(tagged ? `${repository}:${tag}` : repository);
}
