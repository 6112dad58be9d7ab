import { lineText, type Source } from '../source.ts';
import type { LintFinding } from './rule.ts';

const pattern = /(?:#|<!--|\/\/)\s*lint-ignore\s+([a-z-]+)/;

/**
 * Takes out the findings that a comment excuses (`# lint-ignore RULE: reason`, in Markdown `<!-- lint-ignore … -->`,
 * in the same line or the one above), and adds one for each comment that excuses nothing.
 */
export function withoutIgnored(findings: readonly LintFinding[], sources: readonly Source[]): LintFinding[] {
  const excuses = sources.flatMap(excusesIn);
  const used = new Set<Excuse>();
  const kept = findings.filter(({ file, line, rule }) => {
    const excuse = excuses.find(
      (one) => one.file === file && one.rule === rule && line - one.line <= 1 && line >= one.line,
    );
    if (excuse) used.add(excuse);
    return !excuse;
  });
  const unused = excuses.filter((excuse) => !used.has(excuse));
  return [...kept, ...unused.map(unusedIgnore)];
}

interface Excuse {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
}

function excusesIn(source: Source): Excuse[] {
  if (!source.text.includes('lint-ignore')) return [];
  return source.lineStarts.flatMap((_, index) => {
    const match = pattern.exec(lineText(source, index + 1));
    return match
      ? [{ file: source.file, line: index + 1, column: match.index + 1, rule: match[1] ?? '' }]
      : [];
  });
}

function unusedIgnore({ file, line, column, rule }: Excuse): LintFinding {
  const message = `nothing to ignore here: \`${rule}\` finds nothing in this line or the next`;
  return {
    file,
    line,
    column,
    rule: 'unused-ignore',
    severity: 'warning',
    message,
    fix: 'take the comment out',
  };
}
