import { ShellError } from './state.ts';

type Level = readonly string[];

/** From the loosest binding to the tightest. */
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

const tokenPattern =
  /0x[\da-f]+|\d+(?:#\w+)?|[A-Za-z_]\w*|\+\+|--|\*\*|\|\||&&|<<=|>>=|[=!<>+\-*/%&|^]=|<<|>>|[-+*/%<>=!~()?:&|^,]|\S/gi;

/** The value of `$((…))`, in 64 bits. @throws ShellError */
export function evaluate(expression: string, variables: Variables): bigint {
  const tokens = expression.match(tokenPattern) ?? [];
  let position = 0;
  const peek = () => tokens[position];
  const take = (token: string) => {
    if (peek() !== token) return false;
    position += 1;
    return true;
  };
  const read = (name: string): bigint => {
    const value = variables.get(name) ?? '';
    if (value.trim() === '') return 0n;
    return /^\s*-?\d+\s*$/.test(value) && !/^\s*-?0\d/.test(value)
      ? BigInt(value)
      : evaluate(value, variables);
  };
  const write = (name: string, value: bigint) => {
    variables.set(name, String(value));
    return value;
  };
  const wrong = () => new ShellError('arithmetic syntax error', 2, true);

  function list(): bigint {
    let value = assignment();
    while (take(',')) value = assignment();
    return value;
  }
  function assignment(): bigint {
    const name = peek();
    const operator = tokens[position + 1];
    if (name !== undefined && /^[A-Za-z_]/.test(name) && /^([-+*/%&|^]|<<|>>)?=$/.test(operator ?? '')) {
      position += 2;
      const right = assignment();
      return write(name, operator === '=' ? right : apply(operator?.slice(0, -1) ?? '', read(name), right));
    }
    const condition = binary(0);
    if (!take('?')) return condition;
    const yes = assignment();
    if (!take(':')) throw wrong();
    const no = assignment();
    return condition !== 0n ? yes : no;
  }
  function binary(level: number): bigint {
    const known = levels[level];
    if (!known) return power();
    let left = binary(level + 1);
    for (let token = peek(); token !== undefined && known.includes(token); token = peek()) {
      position += 1;
      left = apply(token, left, binary(level + 1));
    }
    return left;
  }
  function power(): bigint {
    const base = unary();
    return take('**') ? apply('**', base, power()) : base;
  }
  function unary(): bigint {
    const step = peek();
    if (step === '++' || step === '--') {
      position += 1;
      const name = peek() ?? '';
      if (!/^[A-Za-z_]/.test(name)) return step === '--' ? unary() : unary();
      position += 1;
      return write(name, read(name) + (step === '++' ? 1n : -1n));
    }
    if (take('-')) return -unary();
    if (take('+')) return unary();
    if (take('!')) return unary() === 0n ? 1n : 0n;
    if (take('~')) return ~unary();
    if (take('(')) {
      const value = list();
      if (!take(')')) throw wrong();
      return value;
    }
    const token = peek();
    position += 1;
    if (token === undefined) throw wrong();
    if (/^\d/.test(token)) return literal(token, wrong);
    if (!/^[A-Za-z_]/.test(token)) throw wrong();
    const value = read(token);
    if (take('++')) write(token, value + 1n);
    else if (take('--')) write(token, value - 1n);
    return value;
  }
  if (tokens.length === 0) return 0n;
  const value = list();
  if (position < tokens.length) throw wrong();
  return BigInt.asIntN(64, value);
}

function literal(token: string, wrong: () => ShellError): bigint {
  const [base, digits] = token.split('#');
  if (digits !== undefined) return BigInt(Number.parseInt(digits, Number(base)));
  if (/^0\d+$/.test(token)) {
    if (/[89]/.test(token)) throw wrong();
    return BigInt(`0o${token.slice(1)}`);
  }
  return BigInt(token);
}

const truth = (holds: boolean) => (holds ? 1n : 0n);

const operations: Record<string, (left: bigint, right: bigint) => bigint> = {
  '||': (left, right) => truth(left !== 0n || right !== 0n),
  '&&': (left, right) => truth(left !== 0n && right !== 0n),
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<': (left, right) => truth(left < right),
  '>': (left, right) => truth(left > right),
  '<=': (left, right) => truth(left <= right),
  '>=': (left, right) => truth(left >= right),
  '<<': (left, right) => BigInt.asIntN(64, left << (right & 63n)),
  '>>': (left, right) => left >> (right & 63n),
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '&': (left, right) => left & right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => BigInt.asIntN(64, left * right),
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

function apply(operator: string, left: bigint, right: bigint): bigint {
  if ((operator === '/' || operator === '%') && right === 0n) throw new ShellError('divide by zero', 2, true);
  if (operator === '**') {
    if (right < 0n) throw new ShellError('exponent less than 0', 2, true);
    return BigInt.asIntN(64, left ** BigInt.asIntN(32, right));
  }
  return operations[operator]?.(left, right) ?? 0n;
}
