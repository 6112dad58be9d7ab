/** People are not all as fast: the slowest have this share of the usual speed. */
export const slowest = 0.8;
