/** A value in a pipeline: `.a.b`, `$x.a`, `"text"`, `3`, `(pipeline).a`, `index`. */
export type Operand =
  | { type: 'dot'; fields: string[] }
  | { type: 'variable'; name: string; fields: string[] }
  | { type: 'literal'; value: unknown }
  | { type: 'function'; name: string }
  | { type: 'pipeline'; pipeline: Pipeline; fields: string[] };

export interface Pipeline {
  /** Variables that it sets: one, or index and element of a range. */
  assign: string[];
  commands: Operand[][];
}

export type Node =
  | { type: 'text'; text: string }
  | { type: 'print'; pipeline: Pipeline }
  | { type: 'if' | 'with' | 'range'; pipeline: Pipeline; body: Node[]; otherwise: Node[] };

/** What is wrong with a template. */
export class TemplateError extends Error {}

interface Piece {
  action: boolean;
  text: string;
}

/** @throws TemplateError */
export function parseTemplate(source: string): Node[] {
  const pieces = split(source);
  const { nodes, end } = parseBlock(pieces, 0);
  if (end < pieces.length) throw new TemplateError(`unexpected {{${pieces[end]?.text.trim()}}}`);
  return nodes;
}

function split(source: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trim = false;
  for (;;) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open < 0 ? undefined : open);
    if (trim) text = text.trimStart();
    const inside = open < 0 ? '' : source.slice(open + 2);
    if (/^-\s/.test(inside)) text = text.trimEnd();
    if (text !== '') pieces.push({ action: false, text });
    if (open < 0) return pieces;
    const length = actionLength(inside);
    const action = inside.slice(0, length);
    trim = /\s-$/.test(action);
    pieces.push({ action: true, text: action.replace(/^-\s/, ' ').replace(/\s-$/, ' ') });
    at = open + 2 + length + 2;
  }
}

/** Up to the closing braces, which may also stand in a text. */
function actionLength(inside: string): number {
  const match = /^(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[^"`])*(?=\}\})/s.exec(inside);
  if (!match) throw new TemplateError('unclosed action');
  return match[0].length;
}

function parseBlock(pieces: readonly Piece[], from: number): { nodes: Node[]; end: number } {
  const nodes: Node[] = [];
  let index = from;
  while (index < pieces.length) {
    const piece = pieces[index];
    if (!piece) break;
    const action = piece.text.trim();
    if (!piece.action) nodes.push({ type: 'text', text: piece.text });
    else if (/^(end|else)\b/.test(action)) return { nodes, end: index };
    else if (/^(if|with|range)\b/.test(action)) {
      const block = parseControl(pieces, index, action);
      nodes.push(block.node);
      index = block.end;
    } else if (!action.startsWith('/*')) nodes.push({ type: 'print', pipeline: parsePipeline(action) });
    index++;
  }
  return { nodes, end: index };
}

function parseControl(pieces: readonly Piece[], index: number, action: string): { node: Node; end: number } {
  const type = /^\w+/.exec(action)?.[0] as 'if' | 'with' | 'range';
  const pipeline = parsePipeline(action.slice(type.length).trim());
  const body = parseBlock(pieces, index + 1);
  const closing = pieces[body.end]?.text.trim();
  if (closing === undefined) throw new TemplateError('unexpected EOF');
  if (closing === 'end') return { node: { type, pipeline, body: body.nodes, otherwise: [] }, end: body.end };
  const more = closing.slice('else'.length).trim();
  if (more !== '') {
    const nested = parseControl(pieces, body.end, more);
    return { node: { type, pipeline, body: body.nodes, otherwise: [nested.node] }, end: nested.end };
  }
  const otherwise = parseBlock(pieces, body.end + 1);
  if (pieces[otherwise.end]?.text.trim() !== 'end') throw new TemplateError('unexpected EOF');
  return { node: { type, pipeline, body: body.nodes, otherwise: otherwise.nodes }, end: otherwise.end };
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|`[^`]*`|:=|[|(),=]|(?:\$[\w]*|\.)?(?:\.?[\w]+)*(?:\.[\w]+)*|\S)/gsu;

function parsePipeline(text: string): Pipeline {
  const tokens = [...text.matchAll(TOKEN)].map((match) => match[1] ?? '').filter((token) => token !== '');
  const reader = new Reader(tokens);
  const pipeline = reader.pipeline();
  if (!reader.done) throw new TemplateError(`unexpected ${reader.peek()} in operand`);
  return pipeline;
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(ahead = 0): string | undefined {
    return this.#tokens[this.#at + ahead];
  }

  pipeline(): Pipeline {
    const assign = this.#assignment();
    const commands: Operand[][] = [this.#command()];
    while (this.peek() === '|') {
      this.#at++;
      commands.push(this.#command());
    }
    return { assign, commands };
  }

  #assignment(): string[] {
    const first = this.peek() ?? '';
    if (!first.startsWith('$')) return [];
    const second = this.peek(1);
    if (second === ':=' || second === '=') {
      this.#at += 2;
      return [first];
    }
    if (second === ',' && this.peek(3) === ':=') {
      const names = [first, this.peek(2) ?? ''];
      this.#at += 4;
      return names;
    }
    return [];
  }

  #command(): Operand[] {
    const operands: Operand[] = [];
    while (!this.done && this.peek() !== '|' && this.peek() !== ')') operands.push(this.#operand());
    if (operands.length === 0) throw new TemplateError('missing value for command');
    return operands;
  }

  #operand(): Operand {
    const token = this.#tokens[this.#at++] ?? '';
    if (token === '(') {
      const pipeline = this.pipeline();
      if (this.#tokens[this.#at++] !== ')') throw new TemplateError('unclosed left paren');
      const next = this.peek();
      const fields = next?.startsWith('.') && next.length > 1 ? fieldsOf(next) : [];
      if (fields.length > 0) this.#at++;
      return { type: 'pipeline', pipeline, fields };
    }
    if (token.startsWith('"')) return { type: 'literal', value: JSON.parse(token.replaceAll('\t', '\\t')) };
    if (token.startsWith('`')) return { type: 'literal', value: token.slice(1, -1) };
    if (/^-?\d/.test(token)) return { type: 'literal', value: Number(token) };
    if (token === '-' && /^\d/.test(this.peek() ?? '')) {
      return { type: 'literal', value: -Number(this.#tokens[this.#at++]) };
    }
    if (token.startsWith('.')) return { type: 'dot', fields: fieldsOf(token) };
    if (token.startsWith('$')) {
      const [name = '', ...fields] = token.split('.');
      return { type: 'variable', name, fields };
    }
    if (token === 'true' || token === 'false') return { type: 'literal', value: token === 'true' };
    if (token === 'nil') return { type: 'literal', value: null };
    if (/^\w+$/.test(token)) return { type: 'function', name: token };
    throw new TemplateError(`unexpected "${token}" in operand`);
  }
}

const fieldsOf = (token: string): string[] => token.split('.').filter((part) => part !== '');
