import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tour } from '../ui/tour.ts';

/** The tour, unless it was seen on this machine before. */
export function tourOnce(home: string): Tour | undefined {
  const mark = join(home, 'tour-seen');
  if (existsSync(mark)) return undefined;
  const seen = () => {
    try {
      mkdirSync(home, { recursive: true });
      writeFileSync(mark, '');
    } catch {
      // Then it is told once more: no reason to end a run.
    }
  };
  return { seen };
}
