import { load } from 'js-yaml';

/** What stands above a document, between two lines of three hyphens. */
export interface FrontMatter {
  readonly values: Readonly<Record<string, unknown>>;
  /** The document without it; its lines keep their numbers. */
  readonly body: string;
}

/** Undefined where the document does not begin with one. */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const end = /^---[ \t]*\n(?:[\s\S]*?\n)?---[ \t]*(?:\n|$)/.exec(text)?.[0];
  if (end === undefined) return undefined;
  const yaml = end.replace(/^---[ \t]*\n/, '').replace(/---[ \t]*\n?$/, '');
  const values = mappingOf(yaml);
  return values && { values, body: '\n'.repeat(end.split('\n').length - 1) + text.slice(end.length) };
}

function mappingOf(yaml: string): Record<string, unknown> | undefined {
  try {
    const value = load(yaml);
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMapping ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
