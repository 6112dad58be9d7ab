import stripAnsi from 'strip-ansi';
import type { LessonResult, Results, StepResult } from './result.ts';

const marks = { done: '✅', failed: '❌', skipped: '➖' } as const;

/** For people: what a forge shows as the summary of a job (`--report markdown=$GITHUB_STEP_SUMMARY`). */
export function markdownReport(results: Results): string {
  const { passed, failed, skipped, lessons } = results;
  const count = `${passed} steps done, ${failed} failed, ${skipped} skipped`;
  return `# Workshops\n\n${count}\n\n${lessons.map(section).join('\n')}`;
}

function section(lesson: LessonResult): string {
  const rows = lesson.steps.map(
    ({ id, status, ms, flaky }) =>
      `| ${marks[status]} ${status}${flaky ? ', flaky' : ''} | ${id} | ${(ms / 1000).toFixed(1)} s |\n`,
  );
  const failures = lesson.steps.filter(({ status }) => status === 'failed').map(failure);
  const evidence = lesson.evidence.map(({ command, lines }) => details(`$ ${command}`, lines));
  const title = `## ${lesson.id} on ${lesson.cluster}: ${lesson.status}`;
  return `${title}\n\n| | step | time |\n|---|---|---|\n${rows.join('')}${failures.join('')}${evidence.join('')}`;
}

function failure(step: StepResult): string {
  const checks = step.checks
    .filter(({ verdict }) => verdict === 'red')
    .map(({ kind, reason }) => `${kind}: ${reason}`);
  const lines = [...new Set([step.reason ?? 'not done', ...checks]), ...(step.output ?? [])];
  return `\n### ${step.id}\n\n${fenced(lines)}`;
}

function details(title: string, lines: readonly string[]): string {
  const summary = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `\n<details><summary><code>${summary}</code></summary>\n\n${fenced(lines)}\n</details>\n`;
}

/** A fence that nothing in the lines can close. */
function fenced(lines: readonly string[]): string {
  const text = stripAnsi(lines.join('\n'));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}\n`;
}
