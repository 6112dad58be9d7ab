import { assign, evaluate, keyOf, takeTurn } from './evaluate.ts';
import { format } from './format.ts';
import { arrayOf, type Cell, cellOf, getVariable, type Machine, textOf } from './machine.ts';
import type { AwkFunction, Statement } from './syntax.ts';
import { isTrue, type Value } from './values.ts';

type Leaving = Extract<Statement, { kind: 'leave' }>['how'];

/** Ends what is being done, up to what it is about. */
export class Leave extends Error {
  readonly how: Leaving;
  readonly value: Value;

  constructor(how: Leaving, value: Value) {
    super(how);
    this.how = how;
    this.value = value;
  }
}

/** Runs a statement. Gives how it was left, where a loop has to know. @throws Leave */
export async function execute(
  machine: Machine,
  statement: Statement,
): Promise<'break' | 'continue' | undefined> {
  switch (statement.kind) {
    case 'block':
      for (const one of statement.body) {
        const left = await execute(machine, one);
        if (left) return left;
      }
      return undefined;
    case 'expression':
      await evaluate(machine, statement.expression);
      return undefined;
    case 'print':
      await print(machine, statement);
      return undefined;
    case 'if': {
      const branch = isTrue(await evaluate(machine, statement.test)) ? statement.yes : statement.no;
      return branch && execute(machine, branch);
    }
    case 'loop':
      return loop(machine, statement);
    case 'for-in': {
      for (const key of arrayOf(cellOf(machine, statement.array)).keys()) {
        await assign(machine, { kind: 'variable', name: statement.name }, key);
        await takeTurn(machine);
        if ((await execute(machine, statement.body)) === 'break') break;
      }
      return undefined;
    }
    case 'delete': {
      const array = arrayOf(cellOf(machine, statement.array));
      if (statement.index) array.delete(await keyOf(machine, statement.index));
      else array.clear();
      return undefined;
    }
    case 'leave': {
      const { how, value } = statement;
      if (how === 'break' || how === 'continue') return how;
      throw new Leave(how, value && (await evaluate(machine, value)));
    }
  }
}

async function loop(
  machine: Machine,
  { before, test, after, body, isTestedLast }: Extract<Statement, { kind: 'loop' }>,
): Promise<undefined> {
  if (before) await execute(machine, before);
  for (let isFirst = true; ; isFirst = false) {
    const isTested = test && !(isFirst && isTestedLast);
    if (isTested && !isTrue(await evaluate(machine, test))) return;
    await takeTurn(machine);
    if ((await execute(machine, body)) === 'break') return;
    if (after) await execute(machine, after);
  }
}

async function print(
  machine: Machine,
  { format: isFormat, args, to }: Extract<Statement, { kind: 'print' }>,
): Promise<void> {
  const values: Value[] = [];
  for (const one of args) values.push(await evaluate(machine, one));
  const separator = (name: string) => textOf(machine, getVariable(machine, name));
  const [template, ...rest] = values;
  const shown = values.map((value) => textOf(machine, value, 'OFMT'));
  const text = isFormat
    ? format(textOf(machine, template), rest)
    : (args.length === 0 ? machine.fields.text : shown.join(separator('OFS'))) + separator('ORS');
  if (to) machine.outputs.write(to.how, textOf(machine, await evaluate(machine, to.name)), text);
  else machine.call.print(text);
}

export async function callFunction(
  machine: Machine,
  { parameters, body }: AwkFunction,
  cells: readonly Cell[],
): Promise<Value> {
  const { locals } = machine;
  machine.locals = new Map(parameters.map((name, index) => [name, cells[index] ?? { value: undefined }]));
  try {
    await execute(machine, body);
    return undefined;
  } catch (error) {
    if (error instanceof Leave && error.how === 'return') return error.value;
    throw error;
  } finally {
    machine.locals = locals;
  }
}
