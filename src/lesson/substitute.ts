export interface Substituted {
  readonly text: string;
  /** The names that no variable has, each once; they stay in the text as they were written. */
  readonly missing: readonly string[];
}

/** Replaces `$NAME` and `${NAME}`, as a shell would, in what is not run by one. Any other `$` stays. */
export function substitute(text: string, variables: Readonly<Record<string, string>>): Substituted {
  const missing = new Set<string>();
  const replaced = text.replace(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g, (whole, plain, braced) => {
    const name: string = plain ?? braced;
    if (Object.hasOwn(variables, name)) return variables[name] ?? '';
    missing.add(name);
    return whole;
  });
  return { text: replaced, missing: [...missing] };
}
