import { UsageError } from '../base/errors.ts';
import { type Finding, formatFinding } from './finding.ts';

/** A file that cannot be used, with everything that is wrong with it: each finding begins with its place. */
export class FindingsError extends UsageError {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[], next: string) {
    super(findings.map(formatFinding).join('\n'), next);
    this.findings = findings;
  }
}

/** A lesson that cannot be used. */
export class LessonError extends FindingsError {
  constructor(dir: string, findings: readonly Finding[]) {
    const places = findings.length === 1 ? 'this' : `these ${findings.length} faults`;
    super(findings, `Mend ${places} in the lesson ${dir}, then try again.`);
  }
}
