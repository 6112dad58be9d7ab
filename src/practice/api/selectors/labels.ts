import type { LabelSelector } from '../../objects.ts';
import { badRequest } from '../errors.ts';

export type Matcher = (labels: Readonly<Record<string, string>> | undefined) => boolean;

/** A label selector in kubectl's words: `app=web,tier in (a,b),!old`. @throws ApiError 400 */
export function parseLabelSelector(text: string): Matcher {
  const requirements = splitOutsideParentheses(text).map((part) => parseRequirement(part.trim(), text));
  return (labels) => requirements.every((requirement) => requirement(labels ?? {}));
}

type Requirement = (labels: Readonly<Record<string, string>>) => boolean;

function parseRequirement(part: string, whole: string): Requirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    const within = (labels: Readonly<Record<string, string>>) =>
      key in labels && values.includes(labels[key] ?? '');
    return operator === 'in' ? within : (labels) => !within(labels);
  }
  const comparison = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(part);
  if (comparison) {
    const [, key = '', operator, value = ''] = comparison;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const absent = /^!\s*([^=!\s]+)$/.exec(part)?.[1];
  if (absent !== undefined) return (labels) => !(absent in labels);
  if (/^[^=!\s()]+$/.test(part)) return (labels) => part in labels;
  throw badRequest(
    `unable to parse requirement: ${JSON.stringify(part)} in label selector ${JSON.stringify(whole)}`,
  );
}

function splitOutsideParentheses(text: string): string[] {
  return text.split(/,(?![^(]*\))/).filter((part) => part.trim() !== '');
}

/** A selector as objects carry it; one that is empty matches everything, none at all matches nothing. */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  if (!selector) return false;
  const own = labels ?? {};
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (own[key] !== value) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = own[key];
    if (operator === 'Exists') return value !== undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    if (operator === 'In') return value !== undefined && values.includes(value);
    return value === undefined || !values.includes(value);
  });
}

/** As kubectl writes a selector in a column: `app=web,tier in (a,b)`; `<none>` for none. */
export function formatSelector(selector: LabelSelector | undefined): string {
  const parts = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    const list = `(${[...values].sort().join(',')})`;
    if (operator === 'Exists') parts.push(key);
    else if (operator === 'DoesNotExist') parts.push(`!${key}`);
    else parts.push(`${key} ${operator === 'In' ? 'in' : 'notin'} ${list}`);
  }
  return parts.length === 0 ? '<none>' : parts.sort().join(',');
}
