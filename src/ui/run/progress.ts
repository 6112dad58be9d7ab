import { harmless } from '../text.ts';

/** What programs say of how far they are: `45%`, `Step 3/8`, `[3/8]`, `1 of 3 updated replicas`, `1 out of 3`. */
const shares = [
  /(?:^|[\s([])(?:step\s+)?(\d{1,6})\s*\/\s*(\d{1,6})(?=$|[\s\])):,;])/i,
  /\b(\d{1,6})\s+(?:out\s+)?of\s+(\d{1,6})\b/i,
];
const percent = /(?:^|[\s([])(\d{1,3})(?:[.,]\d+)?\s?%/;

/** How far a command is, by the line that it printed last; undefined where that does not tell. */
export function progressOf(line: string): string | undefined {
  const text = harmless(line);
  const [, share] = percent.exec(text) ?? [];
  if (share !== undefined && Number(share) <= 100) return `${share} %`;
  for (const way of shares) {
    const [, done, all] = way.exec(text) ?? [];
    if (done !== undefined && all !== undefined && Number(done) <= Number(all) && Number(all) > 1)
      return `${done}/${all}`;
  }
  return undefined;
}
