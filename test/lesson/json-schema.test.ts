import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lessonJsonSchema } from '../../src/lesson/json-schema.ts';
import { checkKinds } from '../../src/lesson/schema.ts';

describe('lesson.schema.json', () => {
  it('is up to date', () => {
    const committed = readFileSync(join(import.meta.dirname, '../../lesson.schema.json'), 'utf8');
    const current = `${JSON.stringify(lessonJsonSchema(), null, 2)}\n`;
    expect(committed, 'lesson.schema.json is out of date: `npm run build` rewrites it').toBe(current);
  });

  it('tells an editor what every key is for', () => {
    const undescribed: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, object>)) {
            if (!('description' in property)) undescribed.push(`${path}.${name}`);
          }
        }
        visit(value, `${path}.${key}`);
      }
    };
    visit(lessonJsonSchema(), '');
    expect(undescribed).toEqual([]);
  });

  it('has a definition for each kind of check', () => {
    expect(Object.keys(lessonJsonSchema().$defs as object)).toEqual(expect.arrayContaining(checkKinds));
  });
});
