import { relative } from 'node:path';
import type { LintFinding } from '../../lesson/lint/lint.ts';

/** Workflow commands: GitHub shows them beside the lines that they are about. */
export function lintGithub(findings: readonly LintFinding[]): string {
  return findings
    .map(({ severity, file, line, column, rule, message, fix }) => {
      const place = `file=${property(relative(process.cwd(), file))},line=${line},col=${column},title=${property(rule)}`;
      return `::${severity} ${place}::${data(fix ? `${message} (${fix})` : message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
