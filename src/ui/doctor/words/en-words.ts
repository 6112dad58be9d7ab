export const list = (names: readonly (string | number)[]) => names.join(', ');
export const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
