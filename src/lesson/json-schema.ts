import * as z from 'zod';
import { lessonSchema } from './schema.ts';

/** What `lesson.schema.json` says, so that editors complete and explain lesson.yaml (JSON Schema, draft 2020-12). */
export function lessonJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(lessonSchema, { target: 'draft-2020-12', io: 'input', override: refine });
}

function refine({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: z.core.JSONSchema.BaseSchema }) {
  // The largest integer of JavaScript says nothing to an author.
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // What the loader says of a step's keys besides their types.
  if (zodSchema === lessonSchema.shape.steps.element) {
    jsonSchema.dependentRequired = { until: ['run', 'checks'], output: ['run'] };
  }
}
