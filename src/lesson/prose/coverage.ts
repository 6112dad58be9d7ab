import { nearest } from '../../base/nearest.ts';
import { errorAt, type Finding } from '../finding.ts';
import type { ParsedProse } from '../prose.ts';
import type { StepIds } from '../rules/steps.ts';
import { offsetOfLine, type Source } from '../source.ts';

/** Where the steps of a lesson and the sections of one language differ. */
export function coverageFindings(source: Source, parsed: ParsedProse, { ids, complete }: StepIds): Finding[] {
  return [...missing(source, parsed, ids), ...(complete ? unknown(source, parsed, ids) : [])];
}

function missing(source: Source, { prose, closingLine }: ParsedProse, steps: readonly string[]): Finding[] {
  const end = closingLine === undefined ? source.text.length : offsetOfLine(source, closingLine);
  return steps.flatMap((step, index) => {
    if (prose.sections.has(step)) return [];
    // Where it should be: before the section of the next step that has one.
    const next = steps.slice(index + 1).find((later) => prose.sections.has(later));
    const line = next === undefined ? undefined : prose.sections.get(next)?.line;
    const offset = line === undefined ? end : offsetOfLine(source, line);
    const fix = `write <!-- step: ${step} --> and a heading here`;
    return [errorAt(source, offset, 'section-missing', `no section for step \`${step}\``, fix)];
  });
}

function unknown(source: Source, { prose }: ParsedProse, steps: readonly string[]): Finding[] {
  const unsaid = steps.filter((step) => !prose.sections.has(step));
  return [...prose.sections.values()].flatMap(({ step, line }) => {
    if (steps.includes(step)) return [];
    const meant = nearest(step, unsaid) ?? nearest(step, steps);
    const fix = meant
      ? `did you mean \`${meant}\`?`
      : 'lesson.yaml has no such step: take it out, or add the step';
    const message = `a section for step \`${step}\`, which lesson.yaml does not have`;
    return [errorAt(source, offsetOfLine(source, line), 'section-unknown', message, fix)];
  });
}
