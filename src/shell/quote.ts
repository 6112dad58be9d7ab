/** `text` as one word of a bash command line. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The same where it needs that: for a command that people read. */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : quote(text);
}
