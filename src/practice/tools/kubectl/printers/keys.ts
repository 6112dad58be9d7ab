/** The keys of an object in the order of Go's YAML library: by letter, and runs of digits by number. */
export function naturalKeys(object: Record<string, unknown>): string[] {
  return Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort(compareKeys);
}

const isLetter = (char: string): boolean => /\p{L}/u.test(char);
const isDigit = (char: string | undefined): boolean => char !== undefined && /\d/.test(char);

function compareKeys(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const left = a[i] ?? '';
    const right = b[i] ?? '';
    if (left === right) continue;
    if (isLetter(left) && isLetter(right)) return left < right ? -1 : 1;
    if (isLetter(left) || isLetter(right)) return isLetter(right) ? -1 : 1;
    return compareNumbers(a, b, i);
  }
  return a.length - b.length;
}

/** At the first difference, where at least one side is no letter. */
function compareNumbers(a: string, b: string, from: number): number {
  // After a digit that is not a leading zero, a zero counts as a digit of a longer number.
  let lead = 0;
  if (a[from] === '0' || b[from] === '0') {
    for (let i = from - 1; i >= 0 && isDigit(a[i]); i--) {
      if (a[i] !== '0') lead = 1;
    }
  }
  const number = (text: string) => {
    let end = from;
    let value = lead;
    for (; isDigit(text[end]); end++) value = value * 10 + Number(text[end]);
    return { value, end };
  };
  const left = number(a);
  const right = number(b);
  if (left.value !== right.value) return left.value - right.value;
  if (left.end !== right.end) return left.end - right.end;
  return (a[from] ?? '') < (b[from] ?? '') ? -1 : 1;
}
