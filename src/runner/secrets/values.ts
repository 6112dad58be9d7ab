/** What stands for a value without being one: references, placeholders, what is empty, and what is masked already. */
const harmless =
  /^(?:|true|false|null|nil|none|undefined|~|-|\\|[|>][-+]?|<.*>|[*•x]+|\d+ bytes|\$.*|\{\{.*|[[{(].*|%.*)$/is;

/** Without its quotes, and whether it is worth hiding. */
export function isSecret(value: string): boolean {
  return !harmless.test(unquoted(value));
}

export function unquoted(value: string): string {
  return value.replace(/^\\?["']/, '').replace(/\\?["']$/, '');
}

/** A value that is hidden wherever else it stands: one that is not likely to be an ordinary word, too. */
export function isDistinct(value: string): boolean {
  return value.length >= 12 || (value.length >= 6 && /[^a-z]/.test(value) && !/^[\d.]+$/.test(value));
}

/** What base64 stands for, where that is text. */
export function decoded(value: string): string | undefined {
  if (value.length < 8 || !/^[A-Za-z\d+/]+={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return /^[\x20-\x7e\s]+$/.test(text) ? text.trim() : undefined;
}
