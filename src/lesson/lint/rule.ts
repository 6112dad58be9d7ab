import type { Finding, Severity } from '../finding.ts';
import { positionAt, type Source } from '../source.ts';
import type { Subject } from './subject.ts';

/** What is said of a rule: enough for a page of its own. */
export interface RulePage {
  readonly id: string;
  /** What it finds, in one sentence. */
  readonly what: string;
  /** What happens to a learner or an author who leaves it so. */
  readonly why: string;
  readonly wrong: string;
  readonly right: string;
}

/** Something that lint looks for beyond what keeps a lesson from being loaded. */
export interface Rule extends RulePage {
  readonly severity: Severity;
  find(subject: Subject): Iterable<Found>;
}

/** One place where a rule is broken. */
export interface Found {
  readonly source: Source;
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
  /** Where mending it needs no thought: so many characters from the offset on become that text. */
  readonly edit?: Edit;
}

export interface Edit {
  readonly length: number;
  readonly text: string;
}

/** A finding of lint, with what a program needs to mend it. */
export interface LintFinding extends Finding {
  readonly edit?: Edit & { readonly source: Source; readonly offset: number };
}

export function findingOf(
  { id, severity }: Rule,
  { source, offset, message, fix, edit }: Found,
): LintFinding {
  return {
    file: source.file,
    ...positionAt(source, offset),
    rule: id,
    severity,
    message,
    fix,
    ...(edit && { edit: { ...edit, source, offset } }),
  };
}
