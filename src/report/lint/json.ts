import type { LintFinding } from '../../lesson/lint/lint.ts';

/** For programs: the findings as they are; fields stay while `format` is 1. */
export function lintJson(findings: readonly LintFinding[]): string {
  const plain = findings.map(({ edit, ...finding }) => ({ ...finding, fixable: edit !== undefined }));
  return `${JSON.stringify({ format: 1, findings: plain }, undefined, 2)}\n`;
}
