import type { ContainerProgram } from './program.ts';

/** Kubernetes' own example of a Job calculates pi with `perl -Mbignum=bpi -wle 'print bpi(2000)'`: this does that much. */
export const perl: ContainerProgram = async ({ argv, stdout, stderr }) => {
  const digits = /^\s*print\s+bpi\((\d{1,4})\)\s*;?\s*$/.exec(argv.at(-1) ?? '')?.[1];
  if (digits === undefined) {
    stderr(
      'perl: the practice cluster cannot run a Perl program: it runs Node.js programs, and a few servers of its own.\n',
    );
    stderr(
      'perl: use a Node.js program (FROM node:24-alpine), or a real cluster: pilotage start --cluster minikube\n',
    );
    return 1;
  }
  stdout(`${pi(Number(digits))}\n`);
  return 0;
};

/** Pi with so many significant digits, by Machin's formula. */
function pi(digits: number): string {
  const guard = 10n ** 10n;
  const unit = 10n ** BigInt(digits) * guard;
  const arctangent = (inverse: bigint) => {
    let term = unit / inverse;
    let sum = term;
    for (let divisor = 3n, sign = -1n; term !== 0n; divisor += 2n, sign = -sign) {
      term /= inverse * inverse;
      sum += (sign * term) / divisor;
    }
    return sum;
  };
  const scaled = 4n * (4n * arctangent(5n) - arctangent(239n));
  // One digit stands before the point; the last is rounded.
  const rounded = (scaled / guard + 5n) / 10n;
  const text = String(rounded);
  return digits === 1 ? text : `${text[0]}.${text.slice(1)}`;
}
