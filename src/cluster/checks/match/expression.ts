import { type JSONValue, search } from '@jmespath-community/jmespath';

export type Evaluation = { readonly value: unknown } | { readonly error: string };

/** The value of a JMESPath expression on data that came from JSON. */
export function evaluate(data: unknown, expression: string): Evaluation {
  try {
    return { value: search(data as JSONValue, expression) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
