import { KubectlError } from '../errors.ts';
import type { ObjectPrinter } from '../printers/objects.ts';
import { executeTemplate } from './execute.ts';
import { type Node, parseTemplate, TemplateError } from './parse.ts';

/** `-o go-template=TEMPLATE`. @throws KubectlError for a template that is none */
export function goTemplatePrinter(template: string): ObjectPrinter {
  if (template === '') throw new KubectlError('error: template format specified but no template given');
  let nodes: Node[];
  try {
    nodes = parseTemplate(template);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new KubectlError(`error: error parsing template ${template}, template: output:1: ${error.message}`);
  }
  return (object) => {
    try {
      return executeTemplate(nodes, object);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new KubectlError(
        `error: error executing template ${JSON.stringify(template)}: template: output:1: executing "output": ${error.message}`,
      );
    }
  };
}
