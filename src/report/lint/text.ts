import chalk from 'chalk';
import { formatFinding } from '../../lesson/finding.ts';
import type { LintFinding } from '../../lesson/lint/lint.ts';

/** One finding a line, as editors and people read them, and how many there are. */
export function lintText(findings: readonly LintFinding[]): string {
  return `${findings.map(findingLine).join('')}${countOf(findings)}\n`;
}

export function findingLine(finding: LintFinding): string {
  const severity = finding.severity === 'error' ? chalk.red('error') : chalk.yellow('warning');
  return `${formatFinding(finding).replace(': ', `: ${severity}: `)} ${chalk.dim(`[${finding.rule}]`)}\n`;
}

export function countOf(findings: readonly LintFinding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const of = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  return `${of(errors, 'error')}, ${of(findings.length - errors, 'warning')}`;
}
