import { goValue } from '../printers/go-values.ts';
import { callFunction, isTrue, type TemplateFunction } from './functions.ts';
import { type Node, type Operand, type Pipeline, TemplateError } from './parse.ts';

/** Go's word for a map's key that is not there. */
const MISSING = '<no value>';

/** A template asks for a field that is not there, and may not. */
export class MissingField extends TemplateError {
  readonly path: string;
  readonly field: string;

  constructor(fields: readonly string[], field: string) {
    super(`map has no entry for key "${field}"`);
    this.path = `.${fields.join('.')}`;
    this.field = field;
  }
}

interface Scope {
  dot: unknown;
  root: unknown;
  variables: Map<string, unknown>;
  options: TemplateOptions;
}

export interface TemplateOptions {
  /** Functions besides Go's own. */
  functions?: Readonly<Record<string, TemplateFunction>>;
  /** A field that is not there is an error. */
  strict?: boolean;
}

/** Runs a parsed template. @throws TemplateError */
export function executeTemplate(
  nodes: readonly Node[],
  data: unknown,
  options: TemplateOptions = {},
): string {
  return runAll(nodes, { dot: data, root: data, variables: new Map([['$', data]]), options });
}

function runAll(nodes: readonly Node[], scope: Scope): string {
  return nodes.map((node) => run(node, scope)).join('');
}

function run(node: Node, scope: Scope): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'print': {
      const value = evaluate(node.pipeline, scope);
      const [name] = node.pipeline.assign;
      if (name !== undefined) {
        scope.variables.set(name, value);
        return '';
      }
      return value === undefined ? MISSING : goValue(value);
    }
    case 'range':
      return runRange(node, scope);
    default: {
      const inner: Scope = { ...scope, variables: new Map(scope.variables) };
      const value = evaluate(node.pipeline, inner);
      const [name] = node.pipeline.assign;
      if (name !== undefined) inner.variables.set(name, value);
      if (!isTrue(value)) return runAll(node.otherwise, inner);
      return runAll(node.body, node.type === 'with' ? { ...inner, dot: value } : inner);
    }
  }
}

function runRange(node: Extract<Node, { body: Node[] }>, scope: Scope): string {
  const value = evaluate(node.pipeline, scope);
  const entries = entriesOf(value);
  if (entries.length === 0) return runAll(node.otherwise, scope);
  const { assign } = node.pipeline;
  return entries
    .map(([key, element]) => {
      const inner: Scope = { ...scope, dot: element, variables: new Map(scope.variables) };
      const [first, second] = assign;
      if (second !== undefined) inner.variables.set(first ?? '', key).set(second, element);
      else if (first !== undefined) inner.variables.set(first, element);
      return runAll(node.body, inner);
    })
    .join('');
}

function entriesOf(value: unknown): [unknown, unknown][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((element, index) => [index, element]);
  if (typeof value === 'object') return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  throw new TemplateError(`range can't iterate over ${goValue(value)}`);
}

function evaluate(pipeline: Pipeline, scope: Scope): unknown {
  let value: unknown;
  for (const [index, command] of pipeline.commands.entries()) {
    value = runCommand(command, scope, index === 0 ? [] : [value]);
  }
  return value;
}

function runCommand(command: readonly Operand[], scope: Scope, piped: readonly unknown[]): unknown {
  const [head, ...rest] = command;
  if (head?.type === 'function') {
    const given = rest.map((operand) => operandValue(operand, scope));
    return callFunction(head.name, [...given, ...piped], scope.options.functions);
  }
  if (!head || rest.length > 0 || piped.length > 0) {
    throw new TemplateError("can't give argument to non-function");
  }
  return operandValue(head, scope);
}

function operandValue(operand: Operand, scope: Scope): unknown {
  switch (operand.type) {
    case 'literal':
      return operand.value;
    case 'dot':
      return descend(scope.dot, operand.fields, scope);
    case 'variable': {
      if (!scope.variables.has(operand.name)) throw new TemplateError(`undefined variable "${operand.name}"`);
      return descend(scope.variables.get(operand.name), operand.fields, scope);
    }
    case 'pipeline':
      return descend(evaluate(operand.pipeline, scope), operand.fields, scope);
    case 'function':
      return callFunction(operand.name, [], scope.options.functions);
  }
}

function descend(value: unknown, fields: readonly string[], { options }: Scope): unknown {
  let here = value;
  for (const field of fields) {
    if (here === undefined || here === null) return undefined;
    if (typeof here !== 'object' || Array.isArray(here)) {
      throw new TemplateError(`can't evaluate field ${field} in type interface {}`);
    }
    if (options.strict && !Object.hasOwn(here, field)) throw new MissingField(fields, field);
    here = (here as Record<string, unknown>)[field];
  }
  return here;
}
