import { relative } from 'node:path';
import { positionAt, type Source } from './source.ts';

export type Severity = 'error' | 'warning';

/** Something wrong with a lesson, and where. */
export interface Finding {
  /** The path, as the lesson's directory was given. */
  readonly file: string;
  /** Both count from 1; a column counts UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
  /** What kind of fault it is: `unknown-key`, `section-missing`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** A fault at an offset of a source; `fix` says what to do about it. */
export function errorAt(
  source: Source,
  offset: number,
  rule: string,
  message: string,
  fix?: string,
): Finding {
  const where = positionAt(source, offset);
  return { file: source.file, ...where, rule, severity: 'error', message, ...(fix ? { fix } : {}) };
}

/** `path:line:column: message (what to do)`; the path is relative where the file is below the working directory. */
export function formatFinding(finding: Finding): string {
  const { line, column, message, fix } = finding;
  const near = relative(process.cwd(), finding.file);
  const file = near.startsWith('..') || near === '' ? finding.file : near;
  return `${file}:${line}:${column}: ${message}${fix ? ` (${fix})` : ''}`;
}

/** The order in which a reader meets them; findings of different files keep the order of their files. */
export function inFileOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : 0));
}
