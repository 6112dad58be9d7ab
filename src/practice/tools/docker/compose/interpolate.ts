/** A variable is used wrongly, or is not set and has to be. */
export class InterpolationError extends Error {}

export interface Variables {
  get(name: string): string | undefined;
  /** Told of a variable that is used without a default and is not set. */
  missing(name: string): void;
}

const name = /^[_a-zA-Z][_a-zA-Z0-9]*/;

/**
 * Puts variables into a text of a compose file: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:?message}`,
 * `${X?message}`, `${X:+instead}`, `${X+instead}`; `$$` is a dollar. Defaults may hold variables themselves.
 * @param where for messages: `services.rng.image`
 * @throws InterpolationError
 */
export function interpolate(text: string, where: string, variables: Variables): string {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    if (text[index] !== '$') {
      result += text[index];
      continue;
    }
    const rest = text.slice(index + 1);
    if (rest.startsWith('$')) {
      result += '$';
      index++;
      continue;
    }
    const plain = name.exec(rest)?.[0];
    if (plain !== undefined) {
      result += setValue(plain, variables);
      index += plain.length;
      continue;
    }
    const end = rest.startsWith('{') ? closing(rest) : -1;
    if (end < 0) throw invalid(where, text);
    result += braced(rest.slice(1, end), where, variables, text);
    index += end + 1;
  }
  return result;
}

function braced(inside: string, where: string, variables: Variables, text: string): string {
  const variable = name.exec(inside)?.[0];
  const match = variable === undefined ? null : /^(?:(:?[-?+])(.*))?$/s.exec(inside.slice(variable.length));
  if (variable === undefined || !match) throw invalid(where, text);
  const [, operator, alternative = ''] = match;
  if (operator === undefined) return setValue(variable, variables);
  const value = variables.get(variable);
  const has = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  switch (operator.at(-1)) {
    case '-':
      return has ? (value ?? '') : interpolate(alternative, where, variables);
    case '+':
      return has ? interpolate(alternative, where, variables) : '';
    default:
      if (has) return value ?? '';
      throw new InterpolationError(
        `error while interpolating ${where}: required variable ${variable} is missing a value${alternative === '' ? '' : `: ${interpolate(alternative, where, variables)}`}`,
      );
  }
}

function setValue(variable: string, variables: Variables): string {
  const value = variables.get(variable);
  if (value === undefined) variables.missing(variable);
  return value ?? '';
}

function closing(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.startsWith('${', index) || (index === 0 && text[index] === '{')) {
      depth++;
      if (index > 0) index++;
    } else if (text[index] === '}' && --depth === 0) return index;
  }
  return -1;
}

function invalid(where: string, text: string): InterpolationError {
  return new InterpolationError(
    `invalid interpolation format for ${where}.\nYou may need to escape any $ with another $.\n${text}`,
  );
}

/** Interpolates every text in a value, but no key. */
export function interpolateAll(value: unknown, where: string, variables: Variables): unknown {
  if (typeof value === 'string') return interpolate(value, where, variables);
  const inside = (key: string) => (where === '' ? key : `${where}.${key}`);
  if (Array.isArray(value)) return value.map((item) => interpolateAll(item, inside('[]'), variables));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, interpolateAll(item, inside(key), variables)]),
  );
}
