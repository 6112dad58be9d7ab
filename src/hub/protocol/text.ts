import * as z from 'zod';

/**
 * What could act on a terminal or turn a line around: control characters, the marks of writing direction, and what is
 * not seen at all. The joiners of emoji and of Indic scripts stay.
 */
const unwelcome =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /\u001B\[[\d;:?]*[ -/]*[@-~]|[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

/** A text of somebody else's as one line that is safe to show; too long a one is cut, never in the middle of a character. */
export function oneLine(text: string, max: number): string {
  return clipped(text.replace(/[\n\t]+/g, ' ').replace(unwelcome, ''), max).trim();
}

/** The same for several lines. */
export function lines(text: string, max: number): string {
  return clipped(text.replaceAll('\t', ' ').replace(/\r\n?/g, '\n').replace(unwelcome, ''), max).trim();
}

function clipped(text: string, max: number): string {
  const start = text.slice(0, max);
  return /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start;
}

/** In a schema: made harmless where it comes in, so that whoever shows it need not think of it. */
export function harmlessLine(max: number) {
  return z.string().transform((text) => oneLine(text, max));
}

export function harmlessLines(max: number) {
  return z.string().transform((text) => lines(text, max));
}

/** The id of a lesson, a step, a question, or what a program made up at random. */
export const id = z.string().regex(/^[A-Za-z0-9][\w.-]{0,79}$/);
