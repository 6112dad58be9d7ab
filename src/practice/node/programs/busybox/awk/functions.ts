import { format } from './format.ts';
import { arrayOf, type Cell, type Machine, setVariable, textOf } from './machine.ts';
import { regExp, splitFields } from './record.ts';
import { fromInput, toNumber, type Value } from './values.ts';

type Builtin = (machine: Machine, args: readonly Value[]) => Value | Promise<Value>;

const math =
  (calculate: (one: number, other: number) => number): Builtin =>
  (_, [one, other]) =>
    calculate(toNumber(one), toNumber(other));

/** On 32 bits, as busybox has them. */
const bits = (calculate: (one: number, other: number) => number) =>
  math((one, other) => calculate(one, other) >>> 0);

/** Those whose arguments are values only. */
export const builtins: Readonly<Record<string, Builtin>> = {
  substr(machine, [value, from, length]) {
    const text = [...textOf(machine, value)];
    const start = Math.max(Math.trunc(toNumber(from)) - 1, 0);
    const end = length === undefined ? text.length : start + Math.max(Math.trunc(toNumber(length)), 0);
    return text.slice(start, end).join('');
  },
  index(machine, [value, wanted]) {
    const text = textOf(machine, value);
    const at = text.indexOf(textOf(machine, wanted));
    return at < 0 ? 0 : [...text.slice(0, at)].length + 1;
  },
  sprintf: (machine, [template, ...values]) => format(textOf(machine, template), values),
  tolower: (machine, [value]) => textOf(machine, value).replace(/[A-Z]/g, (one) => one.toLowerCase()),
  toupper: (machine, [value]) => textOf(machine, value).replace(/[a-z]/g, (one) => one.toUpperCase()),
  sin: math(Math.sin),
  cos: math(Math.cos),
  atan2: math(Math.atan2),
  exp: math(Math.exp),
  log: math(Math.log),
  sqrt: math(Math.sqrt),
  int: math(Math.trunc),
  and: bits((one, other) => one & other),
  or: bits((one, other) => one | other),
  xor: bits((one, other) => one ^ other),
  lshift: bits((one, other) => one << other),
  rshift: bits((one, other) => one >>> other),
  compl: bits((one) => ~one),
  rand: ({ random }) => random.next(),
  srand(machine, [seed]) {
    const before = machine.random.seed;
    const next = seed === undefined ? Math.floor(machine.call.process.clock.now() / 1000) : toNumber(seed);
    machine.random = createRandom(next);
    return before;
  },
  systime: ({ call }) => Math.floor(call.process.clock.now() / 1000),
  async system(machine, [command]) {
    return machine.call.process.spawn(['sh', '-c', textOf(machine, command)]);
  },
  async close(machine, [value]) {
    const name = textOf(machine, value);
    const wasRead = machine.inputs.close(name);
    return (await machine.outputs.close(name)) ?? (wasRead ? 0 : -1);
  },
  fflush: () => 0,
  match(machine, [value, pattern]) {
    const text = textOf(machine, value);
    const found = regExp(textOf(machine, pattern)).exec(text);
    const start = found ? [...text.slice(0, found.index)].length + 1 : 0;
    setVariable(machine, 'RSTART', start);
    setVariable(machine, 'RLENGTH', found ? [...found[0]].length : -1);
    return start;
  },
};

/** A row of numbers of its own for each seed. */
export function createRandom(seed: number): Machine['random'] {
  let state = (Math.trunc(seed) + 0x9e3779b9) >>> 0;
  return {
    seed,
    next() {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
  };
}

export function split(text: string, cell: Cell, separator: string): number {
  const array = arrayOf(cell);
  array.clear();
  const parts = splitFields(text, separator);
  for (const [index, part] of parts.entries()) array.set(String(index + 1), fromInput(part));
  return parts.length;
}

/** What `sub` and `gsub` make of a text, and how often. */
export function substitute(
  text: string,
  pattern: string,
  replacement: string,
  all: boolean,
): { text: string; count: number } {
  let count = 0;
  const { source } = regExp(pattern);
  const result = text.replace(new RegExp(source, all ? 'g' : ''), (found: string) => {
    count += 1;
    return replacement.replace(/\\\\&|\\&|&/g, (one) =>
      one === '&' ? found : one === '\\&' ? '&' : `\\${found}`,
    );
  });
  return { text: result, count };
}
