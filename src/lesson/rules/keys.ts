import type * as z from 'zod';
import { nearest } from '../../base/nearest.ts';
import { errorAt, type Finding } from '../finding.ts';
import {
  type CheckKind,
  checkKinds,
  checkSchemas,
  lessonSchema,
  questionSchema,
  stepSchema,
} from '../schema.ts';
import { keyOffsetAt, offsetAt, type Path } from '../yaml/locate.ts';
import { isCheckPath } from './check-kind.ts';
import { isObject, valueAt, type Written } from './values.ts';
import { quotedList } from './words.ts';

const lessonKeys = Object.keys(lessonSchema.shape);
const stepKeys = Object.keys(stepSchema.shape);
const questionKeys = Object.keys(questionSchema.shape);
const kinds: readonly string[] = checkKinds;
const checkKeys = new Set(checkKinds.flatMap((kind) => Object.keys(checkSchemas[kind].shape)));

/** A key that does not belong where it is: mistyped, or at home elsewhere in the file. */
export function unknownKey(written: Written, path: Path, key: string): Finding {
  const { source, parsed } = written;
  const offset = keyOffsetAt(parsed.root, path, key);
  const stray = strayCheck(written, path, key);
  if (stray) return errorAt(source, offset, 'check-without-step', ...stray);
  const known = knownKeys(written, path);
  const meant = nearest(key, known);
  const fix = meant ? `did you mean \`${meant}\`?` : (homeOf(path, key) ?? `known here: ${known.join(', ')}`);
  return errorAt(source, offset, 'unknown-key', `unknown key \`${key}\``, fix);
}

/** Checks at the top of the lesson, or one written where a step should be. */
function strayCheck(written: Written, path: Path, key: string): [message: string, fix: string] | undefined {
  if (path.length === 0 && (key === 'checks' || kinds.includes(key))) {
    return [
      `\`${key}\` without a step: a check belongs to the step whose effect it proves`,
      'move it below the `id` of that step, as `checks:` of it',
    ];
  }
  if (isStepPath(path) && kinds.includes(key)) {
    const hasId = hasKey(written, path, 'id');
    const where = hasId
      ? 'put it in a list below `checks:` of this step'
      : 'put it below `checks:` of a step';
    return [`a check is not a step, and \`${key}\` is a kind of check`, where];
  }
  return undefined;
}

function knownKeys(written: Written, path: Path): readonly string[] {
  if (path.length === 0) return lessonKeys;
  if (isStepPath(path)) return stepKeys;
  if (isQuestionPath(path)) return questionKeys;
  if (path.at(-1) === 'count') return ['min', 'max'];
  const value = valueAt(written.parsed.value, path);
  const kind = checkKinds.find((name) => isObject(value) && Object.hasOwn(value, name));
  return kind ? Object.keys(checkSchemas[kind].shape) : [];
}

function homeOf(path: Path, key: string): string | undefined {
  if (isCheckPath(path)) {
    if (stepKeys.includes(key)) return "it belongs to the step: indent it as the step's `checks:` is";
    const others = checkKinds.filter((kind: CheckKind) => key in checkSchemas[kind].shape);
    if (others.length > 0) return `only a check of kind ${others.join(' or ')} has it`;
  }
  if (isStepPath(path) && lessonKeys.includes(key)) return 'it belongs to the lesson: put it above `steps:`';
  if (isStepPath(path) && checkKeys.has(key))
    return "it belongs to a check: indent it as the check's kind is";
  if (path.length === 0 && stepKeys.includes(key)) return 'it belongs to a step, below `steps:`';
  return undefined;
}

/** A key that must be there and is not; undefined if what is at the path is only wrong. */
export function missingKey(written: Written, path: Path): Finding[] | undefined {
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  if (typeof key !== 'string' || hasKey(written, parent, key)) return undefined;
  const { source, parsed } = written;
  const offset = offsetAt(parsed.root, parent);
  if (!isStepPath(parent)) {
    const schema = isQuestionPath(parent) ? questionSchema : lessonSchema;
    return [errorAt(source, offset, 'missing-key', `\`${key}\` is missing here`, exampleOf(schema, key))];
  }
  // A check where a step should be is told that it is one; it needs no id.
  if (checkKinds.some((kind) => hasKey(written, parent, kind))) return [];
  if (!hasKey(written, parent, 'checks')) {
    return [errorAt(source, offset, 'missing-key', 'this step has no `id`', exampleOf(stepSchema, 'id'))];
  }
  const message = 'checks without a step: this entry has `checks` but no `id`';
  const fix = 'give it an `id`, or move the checks to the step that they prove';
  return [errorAt(source, offset, 'check-without-step', message, fix)];
}

function exampleOf(schema: z.ZodObject<Readonly<Record<string, z.ZodType>>>, key: string): string {
  const examples = schema.shape[key]?.meta()?.examples;
  const example = Array.isArray(examples) ? examples[0] : undefined;
  return example === undefined ? `add ${quotedList([key])}` : `add \`${key}: ${example}\``;
}

function isStepPath(path: Path): boolean {
  return path.length === 2 && path[0] === 'steps';
}

function isQuestionPath(path: Path): boolean {
  return path.length === 4 && path[0] === 'steps' && path[2] === 'questions';
}

function hasKey(written: Written, path: Path, key: string): boolean {
  const value = valueAt(written.parsed.value, path);
  return isObject(value) && Object.hasOwn(value, key);
}
