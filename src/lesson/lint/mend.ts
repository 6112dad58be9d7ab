import type { LintFinding } from './rule.ts';

/** The texts of files after the edits of their findings, by path, and how many edits there were in all. */
export function mended(findings: readonly LintFinding[]): { files: Map<string, string>; count: number } {
  const files = new Map<string, string>();
  let count = 0;
  // From the end of a file on, so that the places before stay where they are.
  const edits = findings.flatMap(({ edit }) => edit ?? []).toSorted((a, b) => b.offset - a.offset);
  const starts = new Map<string, number>();
  for (const { source, offset, length, text } of edits) {
    const before = files.get(source.file) ?? source.text;
    if (offset + length > (starts.get(source.file) ?? before.length)) continue;
    files.set(source.file, before.slice(0, offset) + text + before.slice(offset + length));
    starts.set(source.file, offset);
    count += 1;
  }
  return { files, count };
}
