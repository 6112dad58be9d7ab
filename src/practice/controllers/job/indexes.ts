import type { Pod } from '../../objects.ts';

export const indexKey = 'batch.kubernetes.io/job-completion-index';

/** Which part of an indexed job a pod does. */
export function indexOf({ metadata }: Pod): number | undefined {
  const index = metadata.annotations?.[indexKey];
  return index === undefined ? undefined : Number(index);
}

/** `0-2,4` as numbers. */
export function parseIndexes(text = ''): Set<number> {
  const indexes = new Set<number>();
  for (const part of text.split(',').filter(Boolean)) {
    const [first = 0, last = first] = part.split('-').map(Number);
    for (let index = first; index <= last; index += 1) indexes.add(index);
  }
  return indexes;
}

/** Numbers as `0-2,4`; two that follow each other are not yet a range. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((left, right) => left - right);
  const runs: [first: number, last: number][] = [];
  for (const index of sorted) {
    const run = runs.at(-1);
    if (run && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs
    .map(([first, last]) => {
      if (first === last) return String(first);
      return `${first}${last === first + 1 ? ',' : '-'}${last}`;
    })
    .join(',');
}

/** The lowest indexes that are neither done nor being done. */
export function nextIndexes(
  done: ReadonlySet<number>,
  active: readonly Pod[],
  completions: number,
  count: number,
): number[] {
  const busy = new Set(active.map(indexOf));
  const next: number[] = [];
  for (let index = 0; index < completions && next.length < count; index += 1)
    if (!done.has(index) && !busy.has(index)) next.push(index);
  return next;
}
