import { relative } from 'node:path';
import stripAnsi from 'strip-ansi';
import type { Results } from './result.ts';
import { annotation } from './workflow-command.ts';

/** Workflow commands: GitHub shows each step that failed, or was flaky, beside its line of lesson.yaml. */
export function githubReport({ lessons }: Results): string {
  return lessons
    .flatMap(({ id, file, steps }) =>
      steps.flatMap((step) => {
        const place = { file: relative(process.cwd(), file), line: step.line };
        const title = `${id}: ${step.id}`;
        if (step.status === 'failed')
          return [annotation('error', place, title, stripAnsi(step.reason ?? 'not done'))];
        return step.flaky ? [annotation('warning', place, title, 'done, but not at once')] : [];
      }),
    )
    .join('');
}
