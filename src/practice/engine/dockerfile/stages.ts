import { DockerfileError } from './dockerfile-error.ts';
import type { Dockerfile, Instruction } from './parse.ts';
import { ExpansionError, expand, splitWords } from './words.ts';

export interface Stage {
  /** From AS, in lower case. */
  name: string | undefined;
  /** What FROM names, its variables filled in. */
  base: string;
  from: Instruction;
  instructions: Instruction[];
}

export interface Stages {
  stages: Stage[];
  /** ARGs from before the first FROM, which a stage sees once it names them itself. */
  globals: ReadonlyMap<string, string>;
}

/** What every build knows of the platform it is for. */
export const platformArgs: Readonly<Record<string, string>> = {
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDARCH: 'amd64',
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETARCH: 'amd64',
};

/** @throws DockerfileError */
export function splitStages(
  { instructions, escapeChar }: Dockerfile,
  args: Readonly<Record<string, string>>,
): Stages {
  const globals = new Map(Object.entries(platformArgs));
  const stages: Stage[] = [];
  for (const instruction of instructions) {
    const stage = stages.at(-1);
    if (instruction.name === 'FROM') stages.push(parseFrom(instruction, globals, escapeChar));
    else if (stage) stage.instructions.push(instruction);
    else if (instruction.name === 'ARG') declare(instruction, globals, args, escapeChar);
    else throw DockerfileError.parsing('no build stage in current context', instruction.lines);
  }
  if (stages.length === 0) throw new DockerfileError('no build stage in current context');
  return { stages, globals };
}

function parseFrom(from: Instruction, globals: ReadonlyMap<string, string>, escapeChar: string): Stage {
  const words = splitWords(from.rest, escapeChar);
  const [image = '', as, name] = words;
  if (words.length !== 1 && !(words.length === 3 && as?.toLowerCase() === 'as')) {
    throw DockerfileError.parsing('FROM requires either one or three arguments', from.lines);
  }
  if (name !== undefined && !/^[a-z][a-z0-9-_.]*$/.test(name.toLowerCase())) {
    throw DockerfileError.parsing(
      `invalid name for build stage: "${name}", name can't start with a number or contain symbols`,
      from.lines,
    );
  }
  const base = expandAt(image, (variable) => globals.get(variable), escapeChar, from);
  if (base === '') throw new DockerfileError(`base name (${image}) should not be blank`, from.lines);
  return { name: name?.toLowerCase(), base, from, instructions: [] };
}

function declare(
  instruction: Instruction,
  globals: Map<string, string>,
  args: Readonly<Record<string, string>>,
  escapeChar: string,
): void {
  for (const { name, fallback } of argDeclarations(instruction, escapeChar)) {
    const value =
      args[name] ??
      (fallback === undefined
        ? undefined
        : expandAt(fallback, (key) => globals.get(key), escapeChar, instruction));
    if (value !== undefined) globals.set(name, value);
  }
}

/** `ARG A B=1` */
export function argDeclarations(
  instruction: Instruction,
  escapeChar: string,
): { name: string; fallback: string | undefined }[] {
  return splitWords(instruction.rest, escapeChar).map((word) => {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw DockerfileError.parsing(
        `ARG names can not be blank or contain ${JSON.stringify(name)}`,
        instruction.lines,
      );
    }
    return { name, fallback: equals < 0 ? undefined : word.slice(equals + 1) };
  });
}

/** @throws DockerfileError at the instruction */
export function expandAt(
  word: string,
  lookup: (name: string) => string | undefined,
  escapeChar: string,
  instruction: Instruction,
): string {
  try {
    return expand(word, lookup, escapeChar);
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
    throw new DockerfileError(`failed to process "${word}": ${error.message}`, instruction.lines);
  }
}
