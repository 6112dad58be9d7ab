import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { lessonJsonSchema } from '../../src/lesson/json-schema.ts';
import {
  checkKinds,
  checkSchemas,
  lessonSchema,
  questionSchema,
  stepSchema,
} from '../../src/lesson/schema.ts';

interface Property {
  description?: string;
  examples?: unknown[];
  type?: string;
  enum?: unknown[];
  const?: unknown;
}
interface ObjectSchema {
  properties?: Record<string, Property>;
}

const json: ObjectSchema & { $defs: Record<string, ObjectSchema> } = JSON.parse(
  JSON.stringify(lessonJsonSchema()),
);
const objects = { lesson: lessonSchema, step: stepSchema, question: questionSchema, ...checkSchemas };

describe('lesson.schema.json', () => {
  it('is up to date', () => {
    const committed = readFileSync(join(import.meta.dirname, '../../lesson.schema.json'), 'utf8');
    const current = `${JSON.stringify(lessonJsonSchema(), null, 2)}\n`;
    expect(committed, 'lesson.schema.json is out of date: `npm run build` rewrites it').toBe(current);
  });

  it('tells an editor what every key is for, with an example that is right', () => {
    for (const [name, { shape }] of Object.entries(objects)) {
      const schema = name === 'lesson' ? json : json.$defs[name];
      expect(Object.keys(schema?.properties ?? {}), name).toEqual(Object.keys(shape));
      for (const [key, property] of Object.entries(schema?.properties ?? {})) {
        const path = `${name}.${key}`;
        expect(property.description, path).toMatch(/\S/);
        const isSelfEvident = property.type === 'boolean' || property.enum || property.const !== undefined;
        expect(isSelfEvident || property.examples?.length, `${path} has no example`).toBeTruthy();
        for (const example of property.examples ?? []) {
          const { error } = (shape as Record<string, z.ZodType>)[key]?.safeParse(example) ?? {};
          expect(error?.issues, `${path}: ${JSON.stringify(example)}`).toBeUndefined();
        }
      }
    }
  });

  it('has a definition for each kind of check', () => {
    expect(Object.keys(lessonJsonSchema().$defs as object)).toEqual(expect.arrayContaining(checkKinds));
  });
});
