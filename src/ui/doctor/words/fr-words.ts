export const list = (names: readonly (string | number)[]) => names.join(', ');
/** In French, nought is singular, too. */
export const counted = (count: number, one: string, many: string) =>
  `${decimal(count)} ${count < 2 ? one : many}`;
export const decimal = (number: number) => String(number).replace('.', ',');
