import { registry } from '../images/registry/program.ts';
import { node } from './node.ts';
import type { ContainerProgram } from './program.ts';

/** What the executables of built-in images stand for, by the name that they say they are. */
export const programs: Readonly<Record<string, ContainerProgram>> = {
  node,
  registry,
};
