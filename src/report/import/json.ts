import type { Imported } from '../../lesson/import/import.ts';

/** For programs; fields stay while `format` is 1. */
export function importJson({ id, language, steps, remarks }: Imported): string {
  return `${JSON.stringify({ format: 1, id, language, steps, remarks }, undefined, 2)}\n`;
}
