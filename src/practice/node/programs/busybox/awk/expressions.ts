import { syntaxError, type Token } from './lexer.ts';
import type { Tokens } from './parser.ts';
import type { Expression, Target } from './syntax.ts';

export interface Expressions {
  parse(): Expression;
  /** What `print` prints: here `>` is not a comparison. */
  printed(): readonly Expression[];
  /** The name of what it prints to. */
  destination(): Expression;
  /** Those up to a closing bracket, which it takes. */
  list(closing: string): readonly Expression[];
}

/** Functions that awk brings; `length` may stand without its parentheses. */
export const builtinNames: ReadonlySet<string> = new Set([
  ...['length', 'substr', 'index', 'split', 'sub', 'gsub', 'match', 'sprintf', 'tolower', 'toupper'],
  ...['sin', 'cos', 'atan2', 'exp', 'log', 'sqrt', 'int', 'rand', 'srand', 'system', 'close', 'fflush'],
  ...['and', 'or', 'xor', 'lshift', 'rshift', 'compl', 'strftime', 'systime', 'mktime'],
]);

const assignments = ['=', '+=', '-=', '*=', '/=', '%=', '^='];

/** From what binds loosest to what binds tightest. */
export function createExpressions(tokens: Tokens): Expressions {
  let inPrint = false;

  const binary = (operand: () => Expression, operators: readonly string[]) => (): Expression => {
    let left = operand();
    for (
      let operator = tokens.took(...operators);
      operator !== undefined;
      operator = tokens.took(...operators)
    ) {
      if (operator === '&&' || operator === '||') tokens.skipNewlines();
      left = { kind: 'binary', operator, left, right: operand() };
    }
    return left;
  };

  const parse = (): Expression => {
    const left = choice();
    if (!isTarget(left)) return left;
    const operator = tokens.took(...assignments);
    return operator === undefined ? left : { kind: 'assign', operator, target: left, value: parse() };
  };
  const choice = (): Expression => {
    const test = or();
    if (tokens.took('?') === undefined) return test;
    tokens.skipNewlines();
    const yes = parse();
    tokens.skipNewlines();
    tokens.expect(':');
    tokens.skipNewlines();
    return { kind: 'choice', test, yes, no: parse() };
  };
  const membership = (): Expression => {
    let left = match();
    while (tokens.took('in') !== undefined) {
      const index = left.kind === 'list' ? left.items : [left];
      left = { kind: 'in', index, array: tokens.name() };
    }
    return left;
  };
  const compare = (): Expression => {
    const left = piped();
    const operator = tokens.took(...(inPrint ? [] : ['>']), '<', '<=', '>=', '==', '!=');
    return operator === undefined ? left : { kind: 'binary', operator, left, right: concatenation() };
  };
  const piped = (): Expression => {
    let left = concatenation();
    while (tokens.is('|') && !inPrint) {
      tokens.take();
      tokens.expect('getline');
      left = { kind: 'getline', from: 'command', source: left, target: optionalTarget() };
    }
    return left;
  };
  const concatenation = (): Expression => {
    let left = sum();
    while (beginsOperand(tokens.next)) left = { kind: 'binary', operator: ' ', left, right: sum() };
    return left;
  };
  const unary = (): Expression => {
    const operator = tokens.took('!', '-', '+');
    return operator === undefined ? power() : { kind: 'unary', operator, operand: unary() };
  };
  const power = (): Expression => {
    const left = postfix();
    return tokens.took('^') === undefined ? left : { kind: 'binary', operator: '^', left, right: unary() };
  };
  const postfix = (): Expression => {
    const operand = primary();
    const step = isTarget(operand) ? tokens.took('++', '--') : undefined;
    if (step === undefined || !isTarget(operand)) return operand;
    return { kind: 'step', by: step === '++' ? 1 : -1, isBefore: false, target: operand };
  };
  const product = binary(unary, ['*', '/', '%']);
  const sum = binary(product, ['+', '-']);
  const match = binary(compare, ['~', '!~']);
  const and = binary(membership, ['&&']);
  const or = binary(and, ['||']);

  const target = (): Target => {
    const found = primary();
    if (!isTarget(found)) throw tokens.unexpected();
    return found;
  };
  const optionalTarget = () => (tokens.is('$') || tokens.next.kind === 'name' ? target() : undefined);

  const primary = (): Expression => {
    const token = tokens.take();
    if (token.kind === 'number') return { kind: 'constant', value: Number(token.text) };
    if (token.kind === 'string') return { kind: 'constant', value: token.text };
    if (token.kind === 'pattern') return { kind: 'pattern', source: token.text };
    if (token.kind === 'name') return named(token);
    if (token.text === '$') {
      const step = tokens.took('++', '--');
      const index: Expression =
        step === undefined
          ? tokens.took('-') === undefined
            ? primary()
            : { kind: 'unary', operator: '-', operand: primary() }
          : { kind: 'step', by: step === '++' ? 1 : -1, isBefore: true, target: target() };
      return { kind: 'field', index };
    }
    if (token.text === '++' || token.text === '--')
      return { kind: 'step', by: token.text === '++' ? 1 : -1, isBefore: true, target: target() };
    if (token.text === '(') {
      const items = inside(() => list(')'));
      return items.length === 1 ? grouped(items[0] as Expression) : { kind: 'list', items };
    }
    if (token.text === 'getline') return getline();
    throw syntaxError(token.line, 'Unexpected token');
  };
  const getline = (): Expression => {
    const into = optionalTarget();
    if (tokens.took('<') === undefined)
      return { kind: 'getline', from: 'input', source: undefined, target: into };
    return { kind: 'getline', from: 'file', source: primary(), target: into };
  };
  /** In parentheses `>` compares, in print too. */
  const inside = <Result>(read: () => Result): Result => {
    const before = inPrint;
    inPrint = false;
    const result = read();
    inPrint = before;
    return result;
  };
  const list = (closing: string): Expression[] => {
    const items: Expression[] = [];
    tokens.skipNewlines();
    while (tokens.took(closing) === undefined) {
      items.push(parse());
      tokens.skipNewlines();
      if (!tokens.is(closing)) tokens.expect(',');
      tokens.skipNewlines();
    }
    return items;
  };
  const named = ({ text: name, isCall, line }: Token): Expression => {
    if (builtinNames.has(name)) {
      const args = tokens.took('(') === undefined ? [] : inside(() => list(')'));
      return { kind: 'call', name, args, isOwn: false };
    }
    if (isCall) {
      tokens.expect('(');
      return { kind: 'call', name, args: inside(() => list(')')), isOwn: true };
    }
    if (tokens.took('[') === undefined) return { kind: 'variable', name };
    const index = inside(() => list(']'));
    if (index.length === 0) throw syntaxError(line, 'Unexpected token');
    return { kind: 'element', array: name, index };
  };

  return {
    parse: () => inside(parse),
    list: (closing) => inside(() => list(closing)),
    destination() {
      inPrint = true;
      const joined = choice();
      inPrint = false;
      return joined;
    },
    printed() {
      inPrint = true;
      const items = [parse()];
      while (tokens.took(',') !== undefined) {
        tokens.skipNewlines();
        items.push(parse());
      }
      inPrint = false;
      const [only] = items;
      return items.length === 1 && only?.kind === 'list' ? only.items : items;
    },
  };
}

function isTarget(expression: Expression): expression is Target {
  return ['variable', 'field', 'element'].includes(expression.kind);
}

/** What is in parentheses is a value: nothing is assigned to it. */
function grouped(expression: Expression): Expression {
  return isTarget(expression) ? { kind: 'unary', operator: '()', operand: expression } : expression;
}

function beginsOperand({ kind, text }: Token): boolean {
  if (kind === 'operator') return ['$', '!', '(', '-', '+', '++', '--'].includes(text);
  return kind === 'number' || kind === 'string' || kind === 'pattern' || kind === 'name';
}
