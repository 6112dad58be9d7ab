import type { Draft } from '../outline.ts';
import { literally } from './words.ts';

/** The pattern of what a source says that a command prints; undefined where that changes from one run to the next. */
export function expectedPattern({ expected, waits }: Draft): string | undefined {
  const [wait] = waits;
  if (wait) return literally(wait);
  if (!expected) return undefined;
  const text = expected.text.trim();
  return expected.language === 'json' || /^[[{]/.test(text) ? jsonPattern(text) : undefined;
}

/** JSON on a line, with whatever spaces somebody else puts between its parts. */
function jsonPattern(text: string): string | undefined {
  try {
    const line = JSON.stringify(JSON.parse(text));
    if (line.length > 200) return undefined;
    const parts = line.match(/"(?:\\.|[^"\\])*"|[[\]{},:]|[^[\]{},:"]+/g) ?? [];
    return parts.map(literally).join('\\s*');
  } catch {
    return undefined;
  }
}
