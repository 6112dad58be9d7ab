import * as z from 'zod';
import { parseDuration } from '../base/duration.ts';
import { isForeign } from './images/reference.ts';

export const duration = z
  .string('a duration, such as 30s or 2m')
  .refine((text) => parseDuration(text) !== undefined, 'a duration, such as 30s or 2m')
  .meta({ description: 'A duration: 30s, 2m, 1m30s', examples: ['30s', '2m'] });

export const pattern = z
  .string()
  .superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault) {
      const message = `a regular expression that JavaScript accepts (${fault})`;
      context.addIssue({ code: 'custom', message });
    }
  })
  .meta({ description: 'A JavaScript regular expression, matched line by line (flag m)', format: 'regex' });

function faultOf(text: string): string | undefined {
  try {
    new RegExp(text, 'm');
    return undefined;
  } catch (error) {
    // "Invalid regular expression: /(/m: Unterminated group": the pattern itself is shown anyway.
    return (error as Error).message.replace(/^.*: /s, '').toLowerCase();
  }
}

/** What a lesson's and a step's id are made of. */
export const slug = z
  .string('lower-case words joined by hyphens')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

export const variableName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/, 'the name of a shell variable (letters, digits and _)');

/** What a transcript must not show. */
export const secret = z.string().superRefine((text, context) => {
  const inner = /^\/(.+)\/$/.exec(text)?.[1];
  if (inner === undefined && !/^[A-Za-z_]\w*$/.test(text)) {
    const message = 'the name of a shell variable, or a regular expression between slashes';
    context.addIssue({ code: 'custom', message });
  }
  const fault = inner === undefined ? undefined : faultOf(inner);
  if (fault) {
    const message = `a regular expression that JavaScript accepts (${fault})`;
    context.addIssue({ code: 'custom', message });
  }
});

export const image = z
  .string()
  .refine((name) => isForeign(name), 'the whole name of an image that is pulled, such as nginx:1.29');
