import { setImmediate as turn } from 'node:timers/promises';
import { Complaint } from '../applet.ts';
import { callFunction } from './execute.ts';
import { builtins, split, substitute } from './functions.ts';
import { arrayOf, type Cell, cellOf, getVariable, type Machine, setVariable, textOf } from './machine.ts';
import { regExp } from './record.ts';
import type { Expression, Target } from './syntax.ts';
import { compare, fromInput, isTrue, toNumber, type Value } from './values.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** How many steps a program takes before it lets others on. */
const turnAfter = 10_000;

/** Lets others on now and then, and ends a program that is asked to. @throws Complaint */
export async function takeTurn(machine: Machine): Promise<void> {
  machine.turns -= 1;
  if (machine.turns > 0) return;
  machine.turns = turnAfter;
  await turn();
  await machine.call.process.stdout.full?.();
  if (machine.call.process.signal.aborted) throw new Interrupted();
}

/** It was asked to end while it was at work. */
export class Interrupted extends Error {}

export async function evaluate(machine: Machine, expression: Expression): Promise<Value> {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'pattern':
      return regExp(expression.source).test(machine.fields.text) ? 1 : 0;
    case 'variable':
      return getVariable(machine, expression.name);
    case 'field':
      return machine.fields.get(await fieldIndex(machine, expression.index));
    case 'element':
      return arrayOf(cellOf(machine, expression.array)).get(await keyOf(machine, expression.index));
    case 'in':
      return arrayOf(cellOf(machine, expression.array)).has(await keyOf(machine, expression.index)) ? 1 : 0;
    case 'assign': {
      const { target, operator } = expression;
      const value = await evaluate(machine, expression.value);
      const result =
        operator === '=' ? value : arithmetic(operator[0] ?? '', await evaluate(machine, target), value);
      return assign(machine, target, result);
    }
    case 'step': {
      const before = toNumber(await evaluate(machine, expression.target));
      await assign(machine, expression.target, before + expression.by);
      return expression.isBefore ? before + expression.by : before;
    }
    case 'unary':
      return unary(expression.operator, await evaluate(machine, expression.operand));
    case 'binary':
      return binary(machine, expression);
    case 'choice':
      return evaluate(
        machine,
        isTrue(await evaluate(machine, expression.test)) ? expression.yes : expression.no,
      );
    case 'call':
      return expression.isOwn ? callOwn(machine, expression) : callBuiltin(machine, expression);
    case 'getline':
      return getline(machine, expression);
    case 'list':
      return keyOf(machine, expression.items);
  }
}

async function fieldIndex(machine: Machine, expression: Expression): Promise<number> {
  const index = Math.trunc(toNumber(await evaluate(machine, expression)));
  if (index < 0) throw new Complaint('Access to negative field');
  return index;
}

export async function keyOf(machine: Machine, index: readonly Expression[]): Promise<string> {
  const parts: string[] = [];
  for (const one of index) parts.push(textOf(machine, await evaluate(machine, one)));
  return parts.join(textOf(machine, getVariable(machine, 'SUBSEP')));
}

export async function assign(machine: Machine, target: Target, value: Value): Promise<Value> {
  if (target.kind === 'variable') setVariable(machine, target.name, value);
  else if (target.kind === 'field')
    machine.fields.put(await fieldIndex(machine, target.index), textOf(machine, value), value);
  else arrayOf(cellOf(machine, target.array)).set(await keyOf(machine, target.index), value);
  return value;
}

function unary(operator: string, value: Value): Value {
  if (operator === '()') return value;
  if (operator === '!') return isTrue(value) ? 0 : 1;
  return operator === '-' ? -toNumber(value) : toNumber(value);
}

/** @throws Complaint */
function arithmetic(operator: string, left: Value, right: Value): number {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (operator === '^') return a ** b;
  if (b === 0) throw new Complaint('cmd. line:1: Division by zero');
  return operator === '/' ? a / b : a % b;
}

async function binary(
  machine: Machine,
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
): Promise<Value> {
  const first = await evaluate(machine, left);
  if (operator === '&&' && !isTrue(first)) return 0;
  if (operator === '||' && isTrue(first)) return 1;
  if (operator === '~' || operator === '!~') {
    const isFound = regExp(await patternOf(machine, right)).test(textOf(machine, first));
    return isFound === (operator === '~') ? 1 : 0;
  }
  const second = await evaluate(machine, right);
  switch (operator) {
    case '&&':
    case '||':
      return isTrue(second) ? 1 : 0;
    case ' ':
      return textOf(machine, first) + textOf(machine, second);
    case '<':
      return compare(first, second) < 0 ? 1 : 0;
    case '<=':
      return compare(first, second) <= 0 ? 1 : 0;
    case '>':
      return compare(first, second) > 0 ? 1 : 0;
    case '>=':
      return compare(first, second) >= 0 ? 1 : 0;
    case '==':
      return compare(first, second) === 0 ? 1 : 0;
    case '!=':
      return compare(first, second) === 0 ? 0 : 1;
    default:
      return arithmetic(operator, first, second);
  }
}

/** What is to be looked for: a pattern as it is written, or any value's text. */
async function patternOf(machine: Machine, expression: Expression): Promise<string> {
  return expression.kind === 'pattern'
    ? expression.source
    : textOf(machine, await evaluate(machine, expression));
}

/** A name alone may be an array's. */
async function argumentOf(machine: Machine, expression: Expression): Promise<Cell> {
  if (expression.kind !== 'variable' || expression.name === 'NF')
    return { value: await evaluate(machine, expression) };
  const cell = cellOf(machine, expression.name);
  return { value: cell.value, ...(cell.array ? { array: cell.array } : {}), origin: cell };
}

async function callOwn(machine: Machine, { name, args }: Call): Promise<Value> {
  const found = machine.functions.get(name);
  if (!found) throw new Complaint('cmd. line:1: Call to undefined function');
  const cells: Cell[] = [];
  for (const one of args) cells.push(await argumentOf(machine, one));
  await takeTurn(machine);
  return callFunction(machine, found, cells);
}

async function callBuiltin(machine: Machine, { name, args }: Call): Promise<Value> {
  const [first, second, third] = args;
  const text = async (expression: Expression | undefined) =>
    expression === undefined ? machine.fields.text : textOf(machine, await evaluate(machine, expression));
  if (name === 'length') {
    const cell = first?.kind === 'variable' ? cellOf(machine, first.name) : undefined;
    return cell?.array ? cell.array.length : [...(await text(first))].length;
  }
  if (name === 'split' && first && second?.kind === 'variable') {
    const separator = third ? await patternOf(machine, third) : textOf(machine, getVariable(machine, 'FS'));
    return split(await text(first), cellOf(machine, second.name), separator);
  }
  if ((name === 'sub' || name === 'gsub') && first && second) {
    const target: Target =
      third && isTarget(third) ? third : { kind: 'field', index: { kind: 'constant', value: 0 } };
    const before = third && !isTarget(third) ? await text(third) : await text(target);
    const done = substitute(before, await patternOf(machine, first), await text(second), name === 'gsub');
    if (done.count > 0 && (!third || isTarget(third))) await assign(machine, target, done.text);
    return done.count;
  }
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  if (!builtin) throw new Complaint(`${name}: the practice cluster's awk does not have it`);
  const values: Value[] = [];
  for (const [index, one] of args.entries())
    values.push(
      name === 'match' && index === 1 ? await patternOf(machine, one) : await evaluate(machine, one),
    );
  return builtin(machine, values);
}

const isTarget = (expression: Expression): expression is Target =>
  ['variable', 'field', 'element'].includes(expression.kind);

async function getline(
  machine: Machine,
  { from, source, target }: Extract<Expression, { kind: 'getline' }>,
): Promise<Value> {
  const separator = textOf(machine, getVariable(machine, 'RS'));
  let record: string | undefined;
  if (from === 'input') record = await machine.nextRecord();
  else {
    const name = textOf(machine, source && (await evaluate(machine, source)));
    const found = await machine.inputs.read(from, name, separator);
    if (!found) return 0;
    if (found.kind === 'missing') return -1;
    record = found.record;
    if (from === 'command') setVariable(machine, 'NR', toNumber(getVariable(machine, 'NR')) + 1);
  }
  if (record === undefined) return 0;
  if (target) await assign(machine, target, fromInput(record));
  else machine.fields.set(record);
  return 1;
}
