export type Expansion = { readonly text: string } | { readonly unset: string };

/**
 * Puts the run's variables into `$NAME` and `${NAME}`. An empty one counts as unset: it is what a substitution leaves
 * when its command failed.
 */
export function expand(text: string, variables: Readonly<Record<string, string>>): Expansion {
  let unset: string | undefined;
  const result = text.replace(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = variables[name] ?? '';
    if (value === '') unset ??= name;
    return value;
  });
  return unset === undefined ? { text: result } : { unset };
}
