/** A number of pods, or a share of `total` such as `25%`. */
export function resolveShare(
  value: number | string,
  total: number,
  round: (value: number) => number,
): number {
  if (typeof value === 'number') return value;
  const percent = Number(/^(\d+)%$/.exec(value)?.[1] ?? 0);
  return round((percent * total) / 100);
}
