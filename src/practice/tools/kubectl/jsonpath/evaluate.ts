import { goType, goValue } from '../printers/go-values.ts';
import { toJson } from '../printers/json.ts';
import { type Bound, JsonPathError, type Node, parseTemplate } from './parse.ts';

export { JsonPathError } from './parse.ts';

export interface JsonPathOptions {
  /** A field that is not there is no result instead of an error. */
  allowMissing: boolean;
}

/** A compiled template in kubectl's dialect of JSONPath. */
export class JsonPath {
  readonly #nodes: readonly Node[];
  readonly #allowMissing: boolean;

  /** @throws JsonPathError */
  constructor(template: string, options: JsonPathOptions) {
    this.#nodes = parseTemplate(template);
    this.#allowMissing = options.allowMissing;
  }

  /** What each text and action of the template gives, in order. @throws JsonPathError */
  find(data: unknown): unknown[][] {
    return this.#run(this.#nodes, 0, data).results;
  }

  /** As `-o jsonpath=` prints it. @throws JsonPathError */
  print(data: unknown): string {
    return this.find(data)
      .map((values) => values.map(show).join(' '))
      .join('');
  }

  /** Runs nodes until the `end` of the surrounding range; `next` is the node behind it. */
  #run(nodes: readonly Node[], from: number, data: unknown): { results: unknown[][]; next: number } {
    const results: unknown[][] = [];
    for (let index = from; index < nodes.length; index++) {
      const node = nodes[index];
      if (!node) break;
      const marker =
        node.type === 'list'
          ? node.nodes.find((one) => one.type === 'range' || one.type === 'end')
          : undefined;
      if (marker?.type === 'end') return { results, next: index };
      const values = this.#walk([data], node);
      if (marker?.type !== 'range') {
        results.push(values);
        continue;
      }
      let next = index;
      if (values.length === 0) next = skipRange(nodes, index + 1);
      for (const value of values) {
        const inner = this.#run(nodes, index + 1, value);
        results.push(...inner.results);
        next = inner.next;
      }
      index = next;
    }
    return { results, next: nodes.length };
  }

  #walk(input: unknown[], node: Node): unknown[] {
    switch (node.type) {
      case 'text':
        return [node.text];
      case 'literal':
        return [node.value];
      case 'list':
        return node.nodes.reduce<unknown[]>((values, one) => this.#walk(values, one), input);
      case 'field':
        return this.#field(input, node.name);
      case 'wildcard':
        return input.flatMap(children);
      case 'recursive':
        return recurse(input);
      case 'slice':
        return input.flatMap((value) => sliceOf(value, node));
      case 'union':
        return node.nodes.flatMap((one) => this.#walk(input, one));
      case 'filter':
        return input.flatMap((value) => this.#filter(value, node));
      case 'identifier':
        throw new JsonPathError(`unrecognized identifier ${node.name}`);
      case 'range':
      case 'end':
        return input;
    }
  }

  #field(input: unknown[], name: string): unknown[] {
    const found = input.flatMap((value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
        ? [(value as Record<string, unknown>)[name]]
        : [],
    );
    if (found.length === 0 && input.length > 0 && !this.#allowMissing)
      throw new JsonPathError(`${name} is not found`);
    return found;
  }

  #filter(value: unknown, node: Extract<Node, { type: 'filter' }>): unknown[] {
    if (value === null || value === undefined) return [];
    if (!Array.isArray(value))
      throw new JsonPathError(`${goValue(value)} is not array or slice and cannot be filtered`);
    return value.filter((item) => {
      const left = this.#side(item, node.left);
      if (node.operator === 'exists') return left.length > 0;
      if (left.length === 0) return false;
      if (left.length > 1) throw new JsonPathError('can only compare one element at a time');
      const right = this.#side(item, node.right);
      if (right.length === 0) return false;
      if (right.length > 1) throw new JsonPathError('can only compare one element at a time');
      return compare(left[0], node.operator, right[0]);
    });
  }

  /** One side of a comparison; what is not there is no value, whatever `allowMissing`. */
  #side(item: unknown, node: Node): unknown[] {
    try {
      return this.#walk([item], node);
    } catch (error) {
      if (error instanceof JsonPathError && error.message.endsWith('is not found')) return [];
      throw error;
    }
  }
}

function skipRange(nodes: readonly Node[], from: number): number {
  let depth = 0;
  for (let index = from; index < nodes.length; index++) {
    const node = nodes[index];
    if (node?.type !== 'list') continue;
    if (node.nodes.some((one) => one.type === 'range')) depth++;
    else if (node.nodes.some((one) => one.type === 'end') && depth-- === 0) return index;
  }
  return nodes.length;
}

function children(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : Object.values(value);
}

function recurse(input: unknown[]): unknown[] {
  return input.flatMap((value) => {
    const inside = children(value);
    return inside.length === 0 ? [] : [value, ...recurse(inside)];
  });
}

function sliceOf(value: unknown, node: { from: Bound; to: Bound; step: Bound }): unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new JsonPathError(`${goType(value)} is not array or slice`);
  const { length } = value;
  let from = node.from.value ?? 0;
  if (from < 0) from += length;
  let to = node.to.value ?? length;
  if (to < 0 || (to === 0 && node.to.derived)) to += length;
  if (node.to.derived && (from >= length || from < 0)) {
    throw new JsonPathError(`array index out of bounds: index ${from}, length ${length}`);
  }
  if (from > length || from < 0 || to > length || to < 0) {
    const wrong = from > length || from < 0 ? from : to - 1;
    throw new JsonPathError(`array index out of bounds: index ${wrong}, length ${length}`);
  }
  if (from > to) throw new JsonPathError(`starting index ${from} is greater than ending index ${to}`);
  const step = node.step.value ?? 1;
  if (step <= 0) throw new JsonPathError('step must be > 0');
  return value.slice(from, to).filter((_, index) => index % step === 0);
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (typeof left !== typeof right || typeof left === 'object') {
    if (operator === '==') return false;
    if (operator === '!=') return true;
    throw new JsonPathError('incompatible types for comparison');
  }
  const [a, b] = [left as string, right as string];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      throw new JsonPathError(`unrecognized filter operator ${operator}`);
  }
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'object' ? toJson(value) : String(value);
}

/** `.a.b`, `a.b` and `{a.b}` as `{.a.b}`: what --sort-by and custom columns accept. @throws JsonPathError */
export function relaxed(expression: string): string {
  if (expression === '') return expression;
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  const field = match?.[1] ?? match?.[2];
  if (field === undefined) {
    throw new JsonPathError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${field}}`;
}
