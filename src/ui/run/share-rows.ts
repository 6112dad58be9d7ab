/** What a part of the screen asks for. */
export interface Claim {
  /** Rows that it can use. */
  readonly want: number;
  /** Rows that it gets before anything is shared by weight. */
  readonly least: number;
  /** How much of the room it gets beside the others while there is not enough for all. */
  readonly weight: number;
}

/** Shares rows out by weight; what one part does not want goes to the others. */
export function shareRows(room: number, claims: readonly Claim[]): number[] {
  let left = room;
  const given = claims.map(({ want, least }) => {
    const rows = Math.min(want, least, left);
    left -= rows;
    return rows;
  });
  for (; left > 0; left--) {
    let next = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [index, { want, weight }] of claims.entries()) {
      const rows = given[index] ?? 0;
      const level = (rows + 1) / weight;
      if (rows >= want || level >= least) continue;
      next = index;
      least = level;
    }
    if (next === -1) break;
    given[next] = (given[next] ?? 0) + 1;
  }
  return given;
}
