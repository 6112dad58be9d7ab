import { themeVersion } from './theme.ts';

/** A pure function that gives its last result again while its arguments and the theme are the same. */
export function remember<Args extends readonly unknown[], Result>(
  make: (...args: Args) => Result,
): (...args: Args) => Result {
  let last: { args: Args; theme: number; result: Result } | undefined;
  return (...args) => {
    const theme = themeVersion();
    if (last?.theme !== theme || last.args.some((arg, index) => !Object.is(arg, args[index]))) {
      last = { args, theme, result: make(...args) };
    }
    return last.result;
  };
}
