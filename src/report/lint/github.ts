import { relative } from 'node:path';
import type { LintFinding } from '../../lesson/lint/lint.ts';
import { annotation } from '../workflow-command.ts';

/** Workflow commands: GitHub shows them beside the lines that they are about. */
export function lintGithub(findings: readonly LintFinding[]): string {
  return findings
    .map(({ severity, file, line, column, rule, message, fix }) => {
      const place = { file: relative(process.cwd(), file), line, column };
      return annotation(severity, place, rule, fix ? `${message} (${fix})` : message);
    })
    .join('');
}
