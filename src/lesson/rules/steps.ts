import { errorAt, type Finding } from '../finding.ts';
import { positionAt, type Source } from '../source.ts';
import type { ParsedYaml } from '../yaml/parse.ts';
import type { YamlMapping, YamlNode } from '../yaml/tree.ts';

/** The ids of a lesson's steps, in order, each once. */
export interface StepIds {
  readonly ids: readonly string[];
  /** False where some entry has no id, or none that can be read. */
  readonly complete: boolean;
}

/** Undefined where there are no steps to read. */
export function stepIds(root: YamlNode): StepIds | undefined {
  const steps = stepMappings(root);
  if (steps.length === 0) return undefined;
  const ids = steps.flatMap((step) => idOf(step)?.text ?? []);
  return { ids: [...new Set(ids)], complete: ids.length === steps.length };
}

/** The line of each step, from 1. */
export function stepLines(source: Source, root: YamlNode): number[] {
  return stepMappings(root).map(({ offset }) => positionAt(source, offset).line);
}

/** What the schema cannot say: what must be so between steps, and between the keys of one. */
export function stepFindings(source: Source, { root }: ParsedYaml): Finding[] {
  const steps = stepMappings(root);
  return [
    ...duplicateIds(source, steps),
    ...steps.flatMap((step) => [...keysWithoutOthers(source, step), ...sameQuestions(source, step)]),
  ];
}

function stepMappings(root: YamlNode): YamlMapping[] {
  const steps = root.type === 'mapping' ? root.entries.get('steps')?.value : undefined;
  return steps?.type === 'list' ? steps.items.filter((item) => item.type === 'mapping') : [];
}

function idOf(step: YamlMapping): { text: string; offset: number } | undefined {
  const id = step.entries.get('id')?.value;
  return id?.type === 'scalar' && id.text ? id : undefined;
}

function duplicateIds(source: Source, steps: readonly YamlMapping[]): Finding[] {
  const lines = new Map<string, number>();
  return steps.flatMap((step) => {
    const id = idOf(step);
    if (!id) return [];
    const { line } = positionAt(source, id.offset);
    const first = lines.get(id.text);
    if (first === undefined) {
      lines.set(id.text, line);
      return [];
    }
    const message = `two steps have the id \`${id.text}\`, in lines ${first} and ${line}`;
    return [errorAt(source, id.offset, 'duplicate-step', message, 'rename one, in every language too')];
  });
}

function sameQuestions(source: Source, step: YamlMapping): Finding[] {
  const questions = step.entries.get('questions')?.value;
  const seen = new Set<string>();
  return (questions?.type === 'list' ? questions.items : []).flatMap((question) => {
    const id = question.type === 'mapping' ? idOf(question) : undefined;
    if (!id) return [];
    if (!seen.has(id.text)) {
      seen.add(id.text);
      return [];
    }
    const message = `two questions of this step have the id \`${id.text}\``;
    return [errorAt(source, id.offset, 'duplicate-question', message, 'rename one, in every language too')];
  });
}

/** Keys that mean nothing, or never end, without another. */
const needs = [
  { key: 'until', other: 'run', why: 'there is no command to stop' },
  { key: 'until', other: 'checks', why: 'its command would never be stopped' },
  { key: 'output', other: 'run', why: 'there is no command that could print it' },
] as const;

function keysWithoutOthers(source: Source, step: YamlMapping): Finding[] {
  return needs.flatMap(({ key, other, why }) => {
    const entry = step.entries.get(key);
    if (!entry || step.entries.has(other)) return [];
    const message = `\`${key}\` without \`${other}\`: ${why}`;
    return [errorAt(source, entry.keyOffset, 'missing-key', message, `add \`${other}\`, or take this out`)];
  });
}
