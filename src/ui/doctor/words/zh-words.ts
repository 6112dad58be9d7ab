export const list = (names: readonly (string | number)[]) => names.join('、');
