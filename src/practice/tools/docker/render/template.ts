import { executeTemplate, MissingField } from '../../kubectl/go-template/execute.ts';
import type { TemplateFunction } from '../../kubectl/go-template/functions.ts';
import { type Node, parseTemplate, TemplateError } from '../../kubectl/go-template/parse.ts';
import { goValue } from '../../kubectl/printers/go-values.ts';
import { DockerError } from '../errors.ts';

/** What docker's templates know besides Go's own functions. */
const functions: Readonly<Record<string, TemplateFunction>> = {
  json: (value) => JSON.stringify(value),
  lower: (text) => String(text).toLowerCase(),
  upper: (text) => String(text).toUpperCase(),
  title: (text) => String(text).replace(/^./, (first) => first.toUpperCase()),
  split: (text, separator) => String(text).split(String(separator)),
  join: (list, separator) => (Array.isArray(list) ? list.map(goValue).join(String(separator)) : ''),
  pad: (text, before, after) => `${' '.repeat(Number(before))}${text}${' '.repeat(Number(after))}`,
  truncate: (text, length) => String(text).slice(0, Number(length)),
};

/**
 * A template of `--format`; `\t` and `\n` in it are what they are in docker's own documentation.
 * @throws DockerError
 */
export function compileTemplate(text: string): (value: unknown) => string {
  let nodes: Node[];
  try {
    nodes = parseTemplate(text.replaceAll('\\t', '\t').replaceAll('\\n', '\n'));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new DockerError(`template parsing error: template: :1: ${error.message}`, 64);
  }
  return (value) => {
    try {
      return executeTemplate(nodes, value, { functions, strict: true });
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const place = error instanceof MissingField ? `<${error.path}>: ` : '';
      throw new DockerError(`template: :1:2: executing "" at ${place}${error.message}`);
    }
  };
}
