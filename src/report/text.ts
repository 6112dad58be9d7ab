import chalk from 'chalk';
import type { Evidence } from '../runner/evidence.ts';
import type { LessonResult, Results, StepResult } from './result.ts';

const marks = { done: chalk.green('✓'), failed: chalk.red('✗'), skipped: chalk.dim('-') };

export function lessonLine(id: string, cluster: string): string {
  return `${chalk.bold(id)} on ${cluster}\n`;
}

/** One step, as soon as it is settled. */
export function stepLine(step: StepResult): string {
  const time = step.status === 'skipped' ? 'skipped' : `${(step.ms / 1000).toFixed(1)} s`;
  const flaky = step.flaky ? ` ${chalk.yellow('flaky: done, but not at once')}` : '';
  const lines = [`  ${marks[step.status]} ${step.id} ${chalk.dim(time)}${flaky}`];
  if (step.status === 'failed') {
    lines.push(`      ${chalk.red(step.reason ?? 'not done')}`);
    for (const check of step.checks) {
      if (check.verdict === 'red' && check.reason !== step.reason)
        lines.push(`      ${check.kind}: ${check.reason}`);
    }
    for (const line of step.output ?? []) lines.push(chalk.dim(`      | ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

export function summary(results: Results): string {
  const { passed, failed, skipped } = results;
  const failures = results.lessons.filter(({ status }) => status === 'failed').map(({ id }) => id);
  const verdict = failures.length === 0 ? '' : `${chalk.red(`Failed: ${failures.join(', ')}`)}\n`;
  return `\n${verdict}${passed} steps done, ${failed} failed, ${skipped} skipped\n`;
}

/** The whole report at once, for a file. */
export function textReport(results: Results): string {
  const part = (lesson: LessonResult) =>
    lessonLine(lesson.id, lesson.cluster) +
    lesson.steps.map(stepLine).join('') +
    lesson.evidence.map(evidenceText).join('');
  return results.lessons.map(part).join('\n') + summary(results);
}

/** What a command said of the cluster when a step had failed. */
export function evidenceText({ command, lines }: Evidence): string {
  return `\n${chalk.bold(`$ ${command}`)}\n${lines.map((line) => `${line}\n`).join('')}`;
}
