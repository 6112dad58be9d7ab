import type { Problem } from '../../cluster/doctor/problem.ts';
import type { DoctorWords, ProblemWords } from './words/words.ts';

/** A problem in words: what is wrong, and what to do. */
export function sayProblem({ id, params }: Problem, words: DoctorWords): { what: string; next: string } {
  // The catalogue's type ties each id to its params; TypeScript cannot follow that through a union.
  const said = words.problems[id] as ProblemWords<Problem['params']>;
  return { what: said.what(params), next: said.next(params) };
}
