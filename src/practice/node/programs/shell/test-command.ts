import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { ShellError, type ShellState } from './state.ts';

/** `test` and `[`: whether the expression holds. @throws ShellError */
export function test(args: readonly string[], state: ShellState): boolean {
  let position = 0;
  const peek = () => args[position];
  const next = () => args[position++];

  function either(): boolean {
    let result = both();
    while (peek() === '-o') {
      position += 1;
      const right = both();
      result = result || right;
    }
    return result;
  }
  function both(): boolean {
    let result = not();
    while (peek() === '-a') {
      position += 1;
      const right = not();
      result = result && right;
    }
    return result;
  }
  function not(): boolean {
    if (peek() === '!' && args.length - position > 1) {
      position += 1;
      return !not();
    }
    return primary();
  }
  function primary(): boolean {
    if (peek() === '(' && args.includes(')', position)) {
      position += 1;
      const result = either();
      if (next() !== ')') throw new ShellError('closing paren expected', 2);
      return result;
    }
    const left = next() ?? '';
    const operator = peek();
    if (operator !== undefined && binary[operator]) {
      position += 1;
      const right = next();
      if (right === undefined) throw new ShellError('argument expected', 2);
      return binary[operator](left, right);
    }
    if (operator !== undefined && unary[left]) return unary[left](next() ?? '', state);
    return left !== '';
  }
  if (args.length === 0) return false;
  const result = either();
  if (position < args.length) throw new ShellError(`${args[position]}: unknown operand`, 2);
  return result;
}

const number = (text: string) => {
  if (!/^\s*-?\d+\s*$/.test(text)) throw new ShellError(`${text}: bad number`, 2);
  return Number(text);
};

const binary: Record<string, (left: string, right: string) => boolean> = {
  '=': (left, right) => left === right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '-eq': (left, right) => number(left) === number(right),
  '-ne': (left, right) => number(left) !== number(right),
  '-lt': (left, right) => number(left) < number(right),
  '-le': (left, right) => number(left) <= number(right),
  '-gt': (left, right) => number(left) > number(right),
  '-ge': (left, right) => number(left) >= number(right),
};

const stat = (file: string, state: ShellState) =>
  statSync(state.process.paths.toHost(path.posix.resolve(state.cwd, file)), { throwIfNoEntry: false });
const link = (file: string, state: ShellState) =>
  lstatSync(state.process.paths.toHost(path.posix.resolve(state.cwd, file), false), {
    throwIfNoEntry: false,
  });

const unary: Record<string, (argument: string, state: ShellState) => boolean> = {
  '-n': (text) => text !== '',
  '-z': (text) => text === '',
  '-e': (file, state) => stat(file, state) !== undefined,
  '-f': (file, state) => stat(file, state)?.isFile() ?? false,
  '-b': () => false,
  '-c': (file, state) => stat(file, state)?.isCharacterDevice() ?? false,
  '-p': (file, state) => stat(file, state)?.isFIFO() ?? false,
  '-S': (file, state) => stat(file, state)?.isSocket() ?? false,
  '-d': (file, state) => stat(file, state)?.isDirectory() ?? false,
  '-s': (file, state) => (stat(file, state)?.size ?? 0) > 0,
  '-r': (file, state) => stat(file, state) !== undefined,
  '-w': (file, state) => stat(file, state) !== undefined,
  '-x': (file, state) => ((stat(file, state)?.mode ?? 0) & 0o111) !== 0,
  '-L': (file, state) => link(file, state)?.isSymbolicLink() ?? false,
  '-h': (file, state) => link(file, state)?.isSymbolicLink() ?? false,
  '-t': (_, { process }) => process.tty,
};
