import type { Results } from './result.ts';

export function jsonReport(results: Results): string {
  return `${JSON.stringify(results, null, 2)}\n`;
}
