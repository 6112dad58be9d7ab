/**
 * What `chmod MODE` makes of a file's permissions: octal, or `u+x,g-w`. Undefined for what is no mode.
 * @param isFolder for `X`, which means execute where that makes sense
 */
export function changeMode(mode: string, before: number, isFolder: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(mode)) return Number.parseInt(mode, 8);
  let now = before;
  for (const clause of mode.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXst]*)+)$/.exec(clause);
    if (!match) return undefined;
    const [, who = '', actions = ''] = match;
    const shifts =
      who === '' || who.includes('a') ? [6, 3, 0] : [...who].map((one) => ({ u: 6, g: 3, o: 0 })[one] ?? 0);
    for (const [, operator, letters = ''] of actions.matchAll(/([-+=])([rwxXst]*)/g)) {
      const executes =
        letters.includes('x') || (letters.includes('X') && (isFolder || (before & 0o111) !== 0));
      const bits = (letters.includes('r') ? 4 : 0) | (letters.includes('w') ? 2 : 0) | (executes ? 1 : 0);
      for (const shift of shifts) {
        const mask = bits << shift;
        if (operator === '+') now |= mask;
        else if (operator === '-') now &= ~mask;
        else now = (now & ~(7 << shift)) | mask;
      }
      if (letters.includes('t')) now = operator === '-' ? now & ~0o1000 : now | 0o1000;
    }
  }
  return now;
}
