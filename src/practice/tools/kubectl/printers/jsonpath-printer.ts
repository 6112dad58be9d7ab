import { KubectlError } from '../errors.ts';
import { JsonPath, JsonPathError } from '../jsonpath/evaluate.ts';
import { goValue } from './go-values.ts';
import { toJson } from './json.ts';
import type { ObjectPrinter } from './objects.ts';

export function jsonPathPrinter(template: string, asJson: boolean, allowMissing: boolean): ObjectPrinter {
  if (template === '') throw new KubectlError('error: template format specified but no template given');
  let path: JsonPath;
  try {
    path = new JsonPath(template, { allowMissing });
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new KubectlError(`error: error parsing jsonpath ${template}, ${error.message}`);
  }
  return (object) => {
    try {
      return asJson ? `${toJson(path.find(object).flat(), 4)}\n` : path.print(object);
    } catch (error) {
      if (!(error instanceof JsonPathError)) throw error;
      throw new KubectlError(
        `error: error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n`,
      );
    }
  };
}

/** As Go's `%#v`: kubectl shows the object that the template was run on. */
function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[string]interface {}{${entries.map(([key, one]) => `${JSON.stringify(key)}:${goSyntax(one)}`).join(', ')}}`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || value === undefined) return 'interface {}(nil)';
  return goValue(value);
}
