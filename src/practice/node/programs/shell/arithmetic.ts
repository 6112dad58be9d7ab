import { ShellError } from './state.ts';

type Level = readonly string[];

const levels: readonly Level[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

/** The value of `$((…))`. @throws ShellError */
export function evaluate(expression: string, variables: Variables): number {
  const tokens =
    expression.match(
      /\d+|0x[\da-f]+|[A-Za-z_]\w*|\|\||&&|[=!<>+\-*/%&|^]=|<<|>>|[-+*/%<>=!~()?:&|^,]|\S/gi,
    ) ?? [];
  let position = 0;
  const peek = () => tokens[position];
  const take = (token: string) => {
    if (peek() !== token) return false;
    position += 1;
    return true;
  };
  const variableValue = (name: string): number => {
    const value = variables.get(name) ?? '';
    if (value.trim() === '') return 0;
    const number = Number(value);
    return Number.isNaN(number) ? evaluate(value, variables) : number;
  };
  const wrong = () => new ShellError('arithmetic syntax error', 2);

  function assignment(): number {
    const name = peek();
    const operator = tokens[position + 1];
    if (name !== undefined && /^[A-Za-z_]/.test(name) && /^([-+*/%&|^]?=)$/.test(operator ?? '')) {
      position += 2;
      const right = assignment();
      const result =
        operator === '=' ? right : apply(operator?.slice(0, -1) ?? '', variableValue(name), right);
      variables.set(name, String(result));
      return result;
    }
    const condition = binary(0);
    if (!take('?')) return condition;
    const yes = assignment();
    if (!take(':')) throw wrong();
    const no = assignment();
    return condition !== 0 ? yes : no;
  }
  function binary(level: number): number {
    const known = levels[level];
    if (!known) return unary();
    let left = binary(level + 1);
    for (let token = peek(); token !== undefined && known.includes(token); token = peek()) {
      position += 1;
      left = apply(token, left, binary(level + 1));
    }
    return left;
  }
  function unary(): number {
    if (take('-')) return -unary();
    if (take('+')) return unary();
    if (take('!')) return unary() === 0 ? 1 : 0;
    if (take('~')) return ~unary();
    if (take('(')) {
      const value = assignment();
      if (!take(')')) throw wrong();
      return value;
    }
    const token = peek();
    position += 1;
    if (token === undefined) throw wrong();
    if (/^0\d+$/.test(token)) return Number.parseInt(token, 8);
    if (/^\d/.test(token)) return Number(token);
    if (/^[A-Za-z_]/.test(token)) return variableValue(token);
    throw wrong();
  }
  if (tokens.length === 0) return 0;
  const value = assignment();
  if (position < tokens.length) throw wrong();
  return value;
}

function apply(operator: string, left: number, right: number): number {
  if ((operator === '/' || operator === '%') && right === 0) throw new ShellError('divide by zero', 2);
  switch (operator) {
    case '||':
      return left !== 0 || right !== 0 ? 1 : 0;
    case '&&':
      return left !== 0 && right !== 0 ? 1 : 0;
    case '==':
      return left === right ? 1 : 0;
    case '!=':
      return left !== right ? 1 : 0;
    case '<':
      return left < right ? 1 : 0;
    case '>':
      return left > right ? 1 : 0;
    case '<=':
      return left <= right ? 1 : 0;
    case '>=':
      return left >= right ? 1 : 0;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return Math.trunc(left / right);
    default:
      return left % right;
  }
}
