import { parseQuantity } from '../../quantity.ts';
import type { Cause } from '../errors.ts';
import { invalidValue } from './causes.ts';

interface Resources {
  requests?: Record<string, string>;
  limits?: Record<string, string>;
}

const words = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

export function* validateResources(resources: Resources | undefined, field: string): Iterable<Cause> {
  for (const list of ['limits', 'requests'] as const) {
    for (const [name, quantity] of Object.entries(resources?.[list] ?? {})) {
      const value = parseQuantity(quantity);
      if (value === undefined) yield invalidValue(`${field}.${list}[${name}]`, quantity, words);
      else if (value < 0)
        yield invalidValue(`${field}.${list}[${name}]`, quantity, 'must be greater than or equal to 0');
    }
  }
  for (const [name, quantity] of Object.entries(resources?.requests ?? {})) {
    const limit = resources?.limits?.[name];
    const [asked = 0, most = Infinity] = [
      parseQuantity(quantity),
      limit === undefined ? undefined : parseQuantity(limit),
    ];
    if (asked > most) {
      yield invalidValue(
        `${field}.requests`,
        quantity,
        `must be less than or equal to ${name} limit of ${limit}`,
      );
    }
  }
}
