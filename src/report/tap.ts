import stripAnsi from 'strip-ansi';
import type { Results } from './result.ts';

/** TAP 14 (Test Anything Protocol): a test a step. */
export function tapReport({ lessons }: Results): string {
  const steps = lessons.flatMap(({ id, steps: own }) => own.map((step) => ({ lesson: id, step })));
  const lines = steps.flatMap(({ lesson, step }, index) => {
    const name = `${index + 1} - ${lesson}: ${step.id}`;
    if (step.status === 'skipped') return [`ok ${name} # SKIP`];
    const result = [`${step.status === 'done' ? 'ok' : 'not ok'} ${name}`];
    // JSON is YAML: nothing in a reason can break out of it.
    const { reason = '' } = step;
    const detail = { reason: stripAnsi(reason), duration_ms: step.ms, ...(step.flaky && { flaky: true }) };
    return [...result, '  ---', `  ${JSON.stringify(detail)}`, '  ...'];
  });
  return `TAP version 14\n1..${steps.length}\n${lines.map((line) => `${line}\n`).join('')}`;
}
