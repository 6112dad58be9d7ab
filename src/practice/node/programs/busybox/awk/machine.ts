import type { AppletCall } from '../applet.ts';
import { AwkArray } from './arrays.ts';
import type { Inputs } from './inputs.ts';
import type { Outputs } from './outputs.ts';
import { Fields } from './record.ts';
import type { AwkFunction } from './syntax.ts';
import { fromInput, toNumber, toText, type Value } from './values.ts';

/** A variable: one value, an array, or not used yet. */
export interface Cell {
  value: Value;
  array?: AwkArray;
  /** The caller's: when this turns out to be an array, so does that. */
  origin?: Cell;
}

/** All that a running program has. */
export interface Machine {
  readonly call: AppletCall;
  readonly functions: ReadonlyMap<string, AwkFunction>;
  readonly fields: Fields;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly globals: Map<string, Cell>;
  /** Of the function that runs. */
  locals: ReadonlyMap<string, Cell> | undefined;
  random: { seed: number; next: () => number };
  /** The program's next record; undefined after the last. */
  readonly nextRecord: () => Promise<string | undefined>;
  /** Turns of loops until others are let on. */
  turns: number;
}

const initial: Readonly<Record<string, Value>> = {
  CONVFMT: '%.6g',
  FS: ' ',
  NR: 0,
  FNR: 0,
  OFMT: '%.6g',
  OFS: ' ',
  ORS: '\n',
  RS: '\n',
  RSTART: 0,
  RLENGTH: -1,
  SUBSEP: '\x1c',
};

export function createGlobals(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Map<string, Cell> {
  const globals = new Map(Object.entries(initial).map(([name, value]): [string, Cell] => [name, { value }]));
  const arrays: [string, [string, string][]][] = [
    ['ENVIRON', Object.entries(env)],
    ['ARGV', ['awk', ...args].map((text, index) => [String(index), text])],
  ];
  for (const [name, entries] of arrays) {
    const array = new AwkArray();
    for (const [key, text] of entries) array.set(key, fromInput(text));
    globals.set(name, { value: undefined, array });
  }
  globals.set('ARGC', { value: args.length + 1 });
  return globals;
}

export function createFields(globals: Map<string, Cell>): Fields {
  const text = (name: string) => toText(globals.get(name)?.value);
  return new Fields(
    () => text('FS'),
    () => text('OFS'),
  );
}

export function cellOf({ locals, globals }: Pick<Machine, 'locals' | 'globals'>, name: string): Cell {
  const known = locals?.get(name) ?? globals.get(name);
  if (known) return known;
  const made: Cell = { value: undefined };
  globals.set(name, made);
  return made;
}

export function arrayOf(cell: Cell): AwkArray {
  cell.array ??= cell.origin ? arrayOf(cell.origin) : new AwkArray();
  return cell.array;
}

export function getVariable(machine: Machine, name: string): Value {
  return name === 'NF' ? machine.fields.count : cellOf(machine, name).value;
}

export function setVariable(machine: Machine, name: string, value: Value): void {
  if (name === 'NF') machine.fields.resize(toNumber(value));
  else cellOf(machine, name).value = value;
}

/** A value as text, with the program's format for numbers. */
export function textOf({ globals }: Machine, value: Value, variable = 'CONVFMT'): string {
  return typeof value === 'number' ? toText(value, toText(globals.get(variable)?.value)) : toText(value);
}
