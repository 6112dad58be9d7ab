import type { Size } from '../frame.ts';
import type { Terminal } from './page.ts';

/** The size of a terminal; the classic one where it does not tell. */
export function sizeOf({ stdout: { columns, rows } }: Terminal): Size {
  return { columns: columns || 80, rows: rows || 24 };
}
