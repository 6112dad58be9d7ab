import { UsageError } from '../base/errors.ts';
import { type Finding, formatFinding } from './finding.ts';

/** A lesson that cannot be used, with everything that is wrong with it. */
export class LessonError extends UsageError {
  readonly findings: readonly Finding[];

  constructor(dir: string, findings: readonly Finding[]) {
    const places = findings.length === 1 ? 'this' : `these ${findings.length} faults`;
    super(findings.map(formatFinding).join('\n'), `Mend ${places} in the lesson ${dir}, then try again.`);
    this.findings = findings;
  }
}
