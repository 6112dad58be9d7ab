const classes: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  space: '\\s',
  upper: 'A-Z',
  punct: '!-\\/:-@\\[-`{-~',
};

/** A POSIX expression, basic or extended, as the source of one of ours. */
export function toRegExp(posix: string, isExtended: boolean): string {
  return posix.replace(/\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\\(.)|[+?(){}|]/gs, (match, escaped?: string) => {
    if (match.startsWith('[') && match.length > 1) {
      const inner = match.slice(1, -1).replace(/\[:(\w+):\]/g, (_, name: string) => classes[name] ?? '');
      // A bracket that stands first is one of the characters.
      return `[${inner.replaceAll('[', '\\[').replace(/^(\^?)\]/, '$1\\]')}]`;
    }
    // What is special with a backslash in a basic expression is special without one in an extended one.
    if (escaped !== undefined) return '+?(){}|'.includes(escaped) && !isExtended ? escaped : match;
    return isExtended ? match : `\\${match}`;
  });
}
