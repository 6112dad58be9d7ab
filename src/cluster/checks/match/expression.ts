import { type JSONValue, search } from '@jmespath-community/jmespath';

export type Evaluation = { readonly value: unknown } | { readonly error: string };

/**
 * The value of a JMESPath expression on data that came from JSON. A function that is given nothing gives nothing: what
 * it was to work on is not there yet, which is no mistake in the expression.
 */
export function evaluate(data: unknown, expression: string): Evaluation {
  try {
    return { value: search(data as JSONValue, expression) };
  } catch (error) {
    const { message } = error as Error;
    return message.includes('but received type null') ? { value: null } : { error: message };
  }
}
