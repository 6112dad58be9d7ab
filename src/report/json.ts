import type { Results } from './result.ts';

export function jsonReport(results: Results): string {
  const lessons = results.lessons.map((lesson) => ({
    ...lesson,
    steps: lesson.steps.map(({ output: _, ...step }) => step),
  }));
  return `${JSON.stringify({ ...results, lessons }, null, 2)}\n`;
}
