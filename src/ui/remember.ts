/** A pure function that gives its last result again while its arguments are the same objects. */
export function remember<Args extends readonly unknown[], Result>(
  make: (...args: Args) => Result,
): (...args: Args) => Result {
  let last: { args: Args; result: Result } | undefined;
  return (...args) => {
    if (!last || last.args.some((arg, index) => !Object.is(arg, args[index]))) {
      last = { args, result: make(...args) };
    }
    return last.result;
  };
}
